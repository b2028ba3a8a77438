using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <summary>
/// Filters as SQL, inside the search: they act before the best are chosen. A field that a file does not have, or has with another
/// type, meets no condition but <c>ne</c> and <c>nin</c>. A list meets <c>eq</c> and <c>in</c> when one of its entries does. A
/// condition is one expression however many values it has: SQLite allows no more than a thousand levels.
/// </summary>
internal static class SqliteFilters
{
    /// <summary>An earlier version may have stored what is no JSON; every condition would fail on it.</summary>
    private const string Metadata = "iif(json_valid(ff.metadata), ff.metadata, '{}')";

    /// <summary>Conditions on a file <c>ff</c>, each after an AND.</summary>
    /// <param name="departed">Files that are kept out whatever the filter says, by their <c>dfl-</c> ids.</param>
    public static string Where(PassageFilter? filter, IReadOnlyCollection<string> departed, DynamicParameters parameters)
    {
        var where = new StringBuilder();
        if (departed.Count > 0)
        {
            parameters.Add("departed", JsonSerializer.Serialize([.. departed], LecternJson.Wire.Strings));
            where.Append(" AND ff.id NOT IN (SELECT value FROM json_each(@departed))");
        }

        if (filter is null)
            return where.ToString();
        if (filter.File is { } file)
        {
            parameters.Add("files", JsonSerializer.Serialize(file.FileIds, LecternJson.Wire.Strings));
            const string files = "(SELECT value FROM json_each(@files))";
            where.Append(file.Operator is "ne" or "nin"
                ? $" AND ff.id NOT IN {files} AND ff.file_id NOT IN {files}"
                : $" AND (ff.id IN {files} OR ff.file_id IN {files})");
        }

        for (var i = 0; i < filter.Metadata.Count; i++)
            where.Append(" AND ").Append(Condition(filter.Metadata[i], i, parameters));
        return where.ToString();
    }

    private static string Condition(MetadataCondition condition, int number, DynamicParameters parameters)
    {
        parameters.Add($"path{number}", condition.Field);
        var comparisons = condition.Values.GroupBy(Types).Select((values, i) =>
            (Types: values.Key, Right: RightSide(condition.Operator, values, $"values{number}_{i}", parameters))).ToList();

        // A scalar is a row of the object, and an entry of a list one of the list.
        string Test(string row) => comparisons.Count == 0
            ? "0"
            : string.Join(" OR ", comparisons.Select(c => $"({row}.type IN ({c.Types}) AND {row}.atom {c.Right})"));
        var exists =
            $"""
            EXISTS (SELECT 1 FROM json_each({Metadata}) m WHERE m.key = @path{number}
                    AND ({Test("m")} OR (m.type = 'array' AND EXISTS (SELECT 1 FROM json_each(m.value) v WHERE {Test("v")}))))
            """;
        return condition.Operator is "ne" or "nin" ? $"NOT {exists}" : exists;
    }

    /// <summary>An operator and what stands behind it.</summary>
    private static string RightSide(string op, IEnumerable<object> values, string name, DynamicParameters parameters)
    {
        if (Symbol(op) is { } symbol)
        {
            var value = values.Single();
            parameters.Add(name, value is bool b ? (b ? 1L : 0L) : value);
            return $"{symbol} @{name}";
        }

        parameters.Add(name, new JsonArray([.. values.Select(ToJson)]).ToJsonString());
        return $"IN (SELECT value FROM json_each(@{name}))";
    }

    private static JsonNode ToJson(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long integer => JsonValue.Create(integer),
        _ => JsonValue.Create((double)value),
    };

    /// <summary>As json_each names them.</summary>
    private static string Types(object value) => value switch
    {
        string => "'text'",
        bool => "'true', 'false'",
        _ => "'integer', 'real'",
    };

    private static string? Symbol(string op) => op switch
    {
        "gt" => ">",
        "lt" => "<",
        "gte" => ">=",
        "lte" => "<=",
        _ => null,
    };
}
