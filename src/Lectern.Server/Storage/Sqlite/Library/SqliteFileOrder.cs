using Dapper;
using Lectern.Server.Library;

namespace Lectern.Server.Storage.Sqlite.Library;

/// <summary>A <see cref="FileOrder"/> in SQL.</summary>
internal static class SqliteFileOrder
{
    /// <summary>For ORDER BY.</summary>
    public static string Sql(this FileOrder order) =>
        string.Join(", ", order.Fields.Select(f => Column(f.Field) + (f.Descending ? " DESC" : "")));

    /// <summary>A condition for the rows behind a place; all rows when there is none.</summary>
    public static string After(this FileOrder order, string? key, DynamicParameters parameters)
    {
        if (key is null)
            return "TRUE";
        var values = FileOrder.Place(key);
        var alternatives = new List<string>();
        var same = "";
        for (var i = 0; i < order.Fields.Count; i++)
        {
            var (field, descending) = order.Fields[i];
            var parameter = field == FileField.CreatedAt ? $"CAST(@after{i} AS INTEGER)" : $"@after{i}";
            parameters.Add($"after{i}", values[i]);
            alternatives.Add($"({same}{Column(field)} {(descending ? "<" : ">")} {parameter})");
            same += $"{Column(field)} = {parameter} AND ";
        }

        return $"({string.Join(" OR ", alternatives)})";
    }

    private static string Column(FileField field) => field switch
    {
        FileField.Id => "id",
        FileField.Name => "name",
        FileField.CreatedAt => "created_at",
        _ => "coalesce(external_file_id, '')",
    };
}
