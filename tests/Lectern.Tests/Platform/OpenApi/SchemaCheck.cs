using System.Text.Json;

namespace Lectern.Tests.Platform.OpenApi;

/// <summary>
/// Checks JSON against the schemas of an OpenAPI 3.1 document, by the keywords that the served document uses. A field that no
/// schema names is a fault: the document has to tell of every one.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private readonly JsonElement schemas = document.GetProperty("components").GetProperty("schemas");

    /// <returns>What is wrong, each with its place; empty when nothing is.</returns>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(schemas.GetProperty(reference.GetString()!.Split('/')[^1]), value, place, faults);
            return;
        }

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
            CheckChoices(choices, value, place, faults);
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => Is(t, value)))
            faults.Add($"{place} is {value.ValueKind}, not {type}");
        if (schema.TryGetProperty("enum", out var allowed)
            && value.ValueKind != JsonValueKind.Null && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
            faults.Add($"{place} is {value}, not one of {allowed}");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(schema, value, place, faults);
                break;
            case JsonValueKind.Array:
                Limits(schema, "minItems", "maxItems", value.GetArrayLength(), place, faults);
                if (schema.TryGetProperty("items", out var items))
                {
                    foreach (var (i, item) in value.EnumerateArray().Index())
                        Check(items, item, $"{place}[{i}]", faults);
                }

                break;
            case JsonValueKind.String:
                var text = value.GetString()!;
                Limits(schema, "minLength", "maxLength", text.EnumerateRunes().Count(), place, faults);
                if (schema.TryGetProperty("format", out var format) && !HasFormat(format.GetString(), text))
                    faults.Add($"{place} is {text}, no {format}");
                break;
        }
    }

    private void CheckChoices(JsonElement choices, JsonElement value, string place, List<string> faults)
    {
        var fewest = choices.EnumerateArray().Select(choice =>
        {
            var found = new List<string>();
            Check(choice, value, place, found);
            return found;
        }).MinBy(found => found.Count)!;
        faults.AddRange(fewest);
    }

    private void CheckObject(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        foreach (var name in Strings(schema, "required").Where(name => !value.TryGetProperty(name, out _)))
            faults.Add($"{place}.{name} is not there");
        var isDescribed = schema.TryGetProperty("properties", out var properties);
        var isOpen = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            if (isDescribed && properties.TryGetProperty(property.Name, out var known))
                Check(known, property.Value, $"{place}.{property.Name}", faults);
            else if (isOpen && others.ValueKind == JsonValueKind.Object)
                Check(others, property.Value, $"{place}.{property.Name}", faults);
            else if (isDescribed && !isOpen)
                faults.Add($"{place}.{property.Name} is not in the document");
        }
    }

    private static void Limits(JsonElement schema, string min, string max, int length, string place, List<string> faults)
    {
        if ((schema.TryGetProperty(min, out var least) && length < least.GetInt32())
            || (schema.TryGetProperty(max, out var most) && length > most.GetInt32()))
            faults.Add($"{place} has the length {length}");
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(t => t.GetString()!)
        : [type.GetString()!];

    private static IEnumerable<string> Strings(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(s => s.GetString()!) : [];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new ArgumentException($"{type} is no type of JSON Schema."),
    };

    private static bool HasFormat(string? format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "date-time" => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
        _ => throw new ArgumentException($"{format} is not checked here."),
    };
}
