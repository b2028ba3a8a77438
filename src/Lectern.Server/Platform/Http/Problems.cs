using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>
/// Collects everything that is wrong with a request, so that the caller hears all of it at once. Not thread-safe.
/// </summary>
internal sealed class Problems
{
    /// <summary>So many are said; the answer to a bad request is not larger than the request.</summary>
    private const int MaxErrors = 100;

    private readonly List<ValidationError> errors = [];

    /// <param name="loc">Starts with <c>body</c>, <c>query</c> or <c>path</c>; wire names (strings) and positions (ints).</param>
    public void Add(string type, string message, params ReadOnlySpan<object> loc)
    {
        if (errors.Count < MaxErrors)
            errors.Add(Error(type, message, loc));
    }

    public void Missing(params ReadOnlySpan<object> loc) => Add("missing", "Field required", loc);

    /// <summary>The message of the first one; null where there is none.</summary>
    public string? First => errors is [var first, ..] ? first.Msg : null;

    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new ValidationException(errors);
    }

    public static ValidationException Single(string type, string message, params ReadOnlySpan<object> loc) =>
        new([Error(type, message, loc)]);

    private static ValidationError Error(string type, string message, ReadOnlySpan<object> loc)
    {
        var elements = new JsonElement[loc.Length];
        for (var i = 0; i < loc.Length; i++)
        {
            elements[i] = loc[i] is int position
                ? JsonSerializer.SerializeToElement(position, LecternJson.Wire.Int32)
                : JsonSerializer.SerializeToElement((string)loc[i], LecternJson.Wire.String);
        }

        return new ValidationError(elements, message, type);
    }
}
