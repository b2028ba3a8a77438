using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>A request's body; what does not fit is a 400 that names the field.</summary>
internal sealed class OpenAiBody
{
    private readonly JsonObject body;

    private OpenAiBody(JsonObject body) => this.body = body;

    /// <param name="fields">Those of the operation, each with its types.</param>
    public static async Task<OpenAiBody> ReadAsync(HttpContext http, OpenAiFields fields)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.JsonObject);
        fields.Check(body);
        return new OpenAiBody(body);
    }

    /// <param name="part">Of the field, for programs; people are told the field and what is wrong with it.</param>
    public static ApiException Mistake(string field, string what, string? part = null) =>
        new(StatusCodes.Status400BadRequest, $"'{field}' {what}.") { Field = part is null ? field : $"{field}.{part}" };

    /// <summary>What is not there, or cannot be used now, is so by what the field names.</summary>
    public static T Named<T>(string field, Func<T> find)
    {
        try
        {
            return find();
        }
        catch (ApiException e) when (e is { Field: null, Status: StatusCodes.Status404NotFound or StatusCodes.Status409Conflict })
        {
            throw e.Of(field);
        }
    }

    /// <inheritdoc cref="Named"/>
    public static async Task<T> NamedAsync<T>(string field, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ApiException e) when (e is { Field: null, Status: StatusCodes.Status404NotFound or StatusCodes.Status409Conflict })
        {
            throw e.Of(field);
        }
    }

    public JsonNode? this[string field] => body[field];

    public string Text(string field) => OptionalText(field) ?? throw Mistake(field, "is missing");

    public string? OptionalText(string field) => body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Mistake(field, "is not a string"),
    };

    public bool Flag(string field) => body[field] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Mistake(field, "is not true or false"),
    };

    public int? Count(string field, int min, int max) => body[field] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var count) && count >= min && count <= max => count,
        _ => throw Mistake(field, $"is not a whole number from {min} to {max}"),
    };

    public IReadOnlyList<JsonNode?> List(string field) => body[field] switch
    {
        null => [],
        JsonArray list => [.. list],
        _ => throw Mistake(field, "is not a list"),
    };

    /// <summary>What is asked for and is not done here is refused, not left out.</summary>
    public void Refuse(string field, string why)
    {
        var isAsked = body[field] switch
        {
            null => false,
            JsonArray { Count: 0 } => false,
            JsonValue value when value.GetValueKind() is JsonValueKind.False => false,
            _ => true,
        };
        if (isAsked)
            throw Mistake(field, $"is not supported: {why}");
    }
}
