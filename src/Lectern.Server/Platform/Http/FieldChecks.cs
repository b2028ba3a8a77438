using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Lectern.Server.Platform.Http;

/// <summary>The checks that many request bodies share. Each adds to the problems and returns what is usable.</summary>
internal static class FieldChecks
{
    /// <summary>Present and with between <paramref name="min"/> and <paramref name="max"/> Unicode code points.</summary>
    public static bool Text(
        this Problems problems, [NotNullWhen(true)] string? value, int min, int max, params ReadOnlySpan<object> loc)
    {
        if (value is null)
        {
            problems.Missing(loc);
            return false;
        }

        return problems.OptionalText(value, min, max, loc);
    }

    /// <summary>Absent, or with between <paramref name="min"/> and <paramref name="max"/> Unicode code points.</summary>
    public static bool OptionalText(this Problems problems, string? value, int min, int max, params ReadOnlySpan<object> loc)
    {
        if (value is null)
            return true;
        var length = CodePoints(value);
        if (length < min)
            problems.Add("string_too_short", $"String should have at least {Count(min)}", loc);
        else if (length > max)
            problems.Add("string_too_long", $"String should have at most {Count(max)}", loc);
        else
            return true;
        return false;
    }

    /// <summary>Absent, null, or a JSON object that is not too large to keep.</summary>
    public static void OptionalObject(this Problems problems, JsonElement? value, params ReadOnlySpan<object> loc)
    {
        if (value is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
            problems.Add("dict_type", "Input should be an object", loc);
        else if (value?.GetRawText().Length > FreeJson.MaxCharacters)
            problems.Add("string_too_long", $"Input should have at most {Count(FreeJson.MaxCharacters)}", loc);
    }

    public static void OneOf(
        this Problems problems, string? value, IReadOnlyCollection<string> allowed, params ReadOnlySpan<object> loc)
    {
        if (value is not null && !allowed.Contains(value))
            problems.Add("enum", $"Input should be {string.Join(" or ", allowed.Select(a => $"'{a}'"))}", loc);
    }

    public static void Range(this Problems problems, int? value, int min, int max, params ReadOnlySpan<object> loc)
    {
        if (value < min)
            problems.Add("greater_than_equal", $"Input should be greater than or equal to {min}", loc);
        else if (value > max)
            problems.Add("less_than_equal", $"Input should be less than or equal to {max}", loc);
    }

    public static void Count(this Problems problems, int? items, int max, params ReadOnlySpan<object> loc)
    {
        if (items > max)
            problems.Add("too_long", $"List should have at most {max} items, not {items}", loc);
    }

    /// <summary>A list of non-empty strings with at most <paramref name="maxItems"/> entries; duplicates are removed.</summary>
    public static IReadOnlyList<string> Ids(this Problems problems, IReadOnlyList<string?>? values, int maxItems, string field)
    {
        if (values is null)
            return [];
        if (values.Count > maxItems)
        {
            problems.Add("too_long", $"List should have at most {maxItems} items, not {values.Count}", "body", field);
            return [];
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is null)
                problems.Add("string_type", "Input should be a valid string", "body", field, i);
            else
                problems.OptionalText(values[i], 1, FieldLimits.Id, "body", field, i);
        }

        return [.. values.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    public static int CodePoints(string text)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                pairs++;
                i++;
            }
        }

        return text.Length - pairs;
    }

    private static string Count(int characters) => characters == 1 ? "1 character" : $"{characters} characters";
}
