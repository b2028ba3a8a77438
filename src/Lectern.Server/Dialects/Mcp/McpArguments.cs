using System.Globalization;
using System.Text.Json;
using Lectern.Server.Text;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>
/// What a call gives, as the tool describes it: a whole number may be written as text, and an empty optional is not given.
/// </summary>
internal static class McpArguments
{
    /// <summary>Of a name that a stranger chose, to be said.</summary>
    private const int MaxName = 60;

    /// <param name="schema">As <see cref="McpToolbox"/> makes it.</param>
    /// <exception cref="ArgumentException">One is missing, unknown or of another type; the sentence names it.</exception>
    public static Dictionary<string, object?> Of(JsonElement schema, JsonElement given)
    {
        string[] required = schema.TryGetProperty("required", out var names)
            ? [.. names.EnumerateArray().Select(n => n.GetString()!)]
            : [];
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        JsonProperty[] known = schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject()] : [];
        CheckKnown(known, given);
        foreach (var property in known)
        {
            var isRequired = required.Contains(property.Name);
            if (given.TryGetProperty(property.Name, out var value) && !IsNothing(value, isRequired))
                arguments.Add(property.Name, Value(property, value));
            else if (isRequired)
                throw new ArgumentException($"{property.Name} is missing.");
        }

        return arguments;
    }

    /// <summary>A misspelt argument left out would answer something else. An empty one asks nothing.</summary>
    private static void CheckKnown(JsonProperty[] known, JsonElement given)
    {
        foreach (var argument in given.EnumerateObject())
        {
            if (!IsNothing(argument.Value, isRequired: false) && !known.Any(p => p.NameEquals(argument.Name)))
            {
                var all = known.Length == 0 ? "it takes none" : $"it takes {string.Join(", ", known.Select(p => p.Name))}";
                throw new ArgumentException($"there is no argument {OneLine.Of(argument.Name, MaxName)}; {all}.");
            }
        }
    }

    private static bool IsNothing(JsonElement value, bool isRequired) =>
        value.ValueKind == JsonValueKind.Null
        || (!isRequired && value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    private static object Value(JsonProperty property, JsonElement value)
    {
        if (IsNumber(property.Value))
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString(),
                _ => null,
            };
            var (least, most) = (Bound(property.Value, "minimum", int.MinValue), Bound(property.Value, "maximum", int.MaxValue));
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && decimal.Truncate(number) == number && number >= least && number <= most
                ? (int)number
                : throw new ArgumentException($"{property.Name} has to be a whole number from {least} to {most}.");
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ArgumentException($"{property.Name} has to be text.");
    }

    private static int Bound(JsonElement described, string name, int usual) =>
        described.TryGetProperty(name, out var bound) ? bound.GetInt32() : usual;

    /// <summary>A type is a name or a list of them.</summary>
    private static bool IsNumber(JsonElement described) =>
        described.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray() : Enumerable.Repeat(type, 1))
            .Any(t => t.ValueEquals("integer"));
}
