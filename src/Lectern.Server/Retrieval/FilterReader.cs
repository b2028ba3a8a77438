using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Retrieval;

/// <summary>Reads <c>static_filters</c> and <c>custom_filters</c>; mistakes go to the problems.</summary>
internal static class FilterReader
{
    private const int MaxConditions = 50;
    private const int MaxValues = 1000;

    public static PassageFilter? Read(JsonElement? staticFilters, JsonElement? customFilters, Problems problems)
    {
        var file = ReadFile(staticFilters, problems);
        var metadata = new List<MetadataCondition>();
        if (IsPresent(customFilters))
        {
            if (customFilters!.Value.ValueKind != JsonValueKind.Object)
                problems.Add("dict_type", "Input should be an object", "body", "custom_filters");
            else
                ReadMetadata(customFilters.Value, metadata, problems);
        }

        return file is null && metadata.Count == 0 ? null : new PassageFilter(file, metadata);
    }

    private static StaticFilter? ReadFile(JsonElement? filters, Problems problems)
    {
        if (!IsPresent(filters))
            return null;
        if (filters!.Value.ValueKind != JsonValueKind.Object)
        {
            problems.Add("dict_type", "Input should be an object", "body", "static_filters");
            return null;
        }

        const string field = "parsed_directory_file_id";
        if (!filters.Value.TryGetProperty(field, out var filter) || filter.ValueKind == JsonValueKind.Null)
            return null;
        if (ReadCondition(filter, field, ["body", "static_filters", field], FilterOperators.OfIds, problems) is not { } condition)
            return null;
        if (condition.Values.All(v => v is string))
            return new StaticFilter(condition.Operator, [.. condition.Values.Cast<string>()]);
        problems.Add("string_type", "Input should be a string or a list of strings", "body", "static_filters", field, "value");
        return null;
    }

    private static void ReadMetadata(JsonElement filters, List<MetadataCondition> conditions, Problems problems)
    {
        foreach (var property in filters.EnumerateObject())
        {
            object[] loc = ["body", "custom_filters", property.Name];
            var given = property.Value.ValueKind switch
            {
                JsonValueKind.Null => [],
                JsonValueKind.Array => property.Value.EnumerateArray().ToArray(),
                _ => [property.Value],
            };
            foreach (var value in given)
            {
                if (ReadCondition(value, property.Name, loc, FilterOperators.All, problems) is { } condition)
                    conditions.Add(condition);
            }
        }

        if (conditions.Count > MaxConditions)
            problems.Add("too_long", $"There should be at most {MaxConditions} conditions", "body", "custom_filters");
    }

    private static MetadataCondition? ReadCondition(
        JsonElement filter, string field, object[] loc, IReadOnlyList<string> operators, Problems problems)
    {
        if (filter.ValueKind != JsonValueKind.Object
            || !filter.TryGetProperty("operator", out var op) || !filter.TryGetProperty("value", out var value))
        {
            problems.Add("missing", "A filter has an operator and a value", loc);
            return null;
        }

        if (op.ValueKind != JsonValueKind.String || !operators.Contains(op.GetString()))
        {
            problems.Add("enum", $"Input should be {string.Join(" or ", operators.Select(o => $"'{o}'"))}", [.. loc, "operator"]);
            return null;
        }

        var takesList = op.GetString() is "in" or "nin";
        if (takesList != (value.ValueKind == JsonValueKind.Array))
        {
            problems.Add("value_error", takesList ? "in and nin take a list" : "Only in and nin take a list", [.. loc, "value"]);
            return null;
        }

        var values = (takesList ? value.EnumerateArray() : Enumerable.Repeat(value, 1)).Select(Scalar).ToList();
        if (values.Count > MaxValues || values.Contains(null))
        {
            problems.Add(
                "value_error", $"Input should be a string, a number, a boolean or at most {MaxValues} of them",
                [.. loc, "value"]);
            return null;
        }

        return new MetadataCondition(field, op.GetString()!, [.. values.OfType<object>()]);
    }

    private static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? integer : value.GetDouble(),
        _ => null,
    };

    private static bool IsPresent(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };
}
