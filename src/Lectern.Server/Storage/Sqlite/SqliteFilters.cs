using System.Text;
using Dapper;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Storage.Sqlite;

/// <summary>
/// Filters as SQL, inside the search: they act before the best are chosen. A field that a file does not have, or has with another
/// type, meets no condition but <c>ne</c> and <c>nin</c>. A list meets <c>eq</c> and <c>in</c> when one of its entries does.
/// </summary>
internal static class SqliteFilters
{
    /// <summary>Conditions on a file <c>ff</c>, each after an AND.</summary>
    public static string Where(PassageFilter filter, DynamicParameters parameters)
    {
        var where = new StringBuilder();
        if (filter.File is { } file)
        {
            parameters.Add("files", file.FileIds);
            where.Append(file.Operator is "ne" or "nin"
                ? " AND ff.id NOT IN @files AND ff.file_id NOT IN @files"
                : " AND (ff.id IN @files OR ff.file_id IN @files)");
        }

        for (var i = 0; i < filter.Metadata.Count; i++)
            where.Append(" AND ").Append(Condition(filter.Metadata[i], i, parameters));
        return where.ToString();
    }

    private static string Condition(MetadataCondition condition, int number, DynamicParameters parameters)
    {
        parameters.Add($"path{number}", condition.Field);
        for (var i = 0; i < condition.Values.Count; i++)
            parameters.Add($"value{number}_{i}", condition.Values[i] is bool b ? (b ? 1L : 0L) : condition.Values[i]);
        var tests = condition.Values.Select((v, i) => $"({Types(v)} AND v.atom {Symbol(condition.Operator)} @value{number}_{i})");

        // One row for a scalar, one for each entry of a list.
        var exists =
            $"""
            EXISTS (SELECT 1 FROM json_each(ff.metadata) m, json_tree(ff.metadata, m.fullkey) v
                    WHERE m.key = @path{number} AND v.atom IS NOT NULL AND ({string.Join(" OR ", tests)}))
            """;
        return condition.Operator is "ne" or "nin" ? $"NOT {exists}" : exists;
    }

    private static string Types(object value) => value switch
    {
        string => "v.type = 'text'",
        bool => "v.type IN ('true', 'false')",
        _ => "v.type IN ('integer', 'real')",
    };

    private static string Symbol(string op) => op switch
    {
        "gt" => ">",
        "lt" => "<",
        "gte" => ">=",
        "lte" => "<=",
        _ => "=",
    };
}
