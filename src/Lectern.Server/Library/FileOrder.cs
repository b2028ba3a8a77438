using System.Text.Json;
using Dapper;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Library;

/// <summary>
/// The order of a list of files: <c>order_by</c> names fields, comma-separated, each ascending unless <c>desc</c> follows it. The id
/// is always the last field, so that the order is total and a page token can hold the place.
/// </summary>
internal sealed class FileOrder
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["id"] = "id",
        ["name"] = "name",
        ["created_at"] = "created_at",
        ["updated_at"] = "created_at",
        ["last_modified_at"] = "created_at",
        ["external_file_id"] = "coalesce(external_file_id, '')",
    };

    private readonly List<(string Column, bool Descending)> fields = [];

    private FileOrder()
    {
    }

    /// <summary>For ORDER BY.</summary>
    public string Sql => string.Join(", ", fields.Select(f => f.Column + (f.Descending ? " DESC" : "")));

    /// <param name="place"><c>query</c> or <c>body</c>.</param>
    public static FileOrder Read(string? orderBy, Problems problems, string place)
    {
        var order = new FileOrder();
        foreach (var part in (orderBy ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if ((words is [_] or [_, "asc" or "desc"]) && Columns.TryGetValue(words[0], out var column))
                order.Add(column, words is [_, "desc"]);
            else
                problems.Add("order_by", $"Should be of {string.Join(", ", Columns.Keys)}, each with ' desc' to descend", place, "order_by");
        }

        order.Add("id", descending: false);
        return order;
    }

    /// <summary>The row's place in this order, for a page token.</summary>
    public string Key(StoredFile file) => JsonSerializer.Serialize([.. fields.Select(f => Value(f.Column, file))], LecternJson.Wire.Strings);

    /// <summary>A condition for the rows behind a place; all rows when there is none.</summary>
    public string After(string? key, DynamicParameters parameters)
    {
        if (key is null)
            return "TRUE";
        var values = JsonSerializer.Deserialize(key, LecternJson.Wire.Strings)!;
        var alternatives = new List<string>();
        var same = "";
        for (var i = 0; i < fields.Count; i++)
        {
            var (column, descending) = fields[i];
            var parameter = column == "created_at" ? $"CAST(@after{i} AS INTEGER)" : $"@after{i}";
            parameters.Add($"after{i}", values[i]);
            alternatives.Add($"({same}{column} {(descending ? "<" : ">")} {parameter})");
            same += $"{column} = {parameter} AND ";
        }

        return $"({string.Join(" OR ", alternatives)})";
    }

    private void Add(string column, bool descending)
    {
        if (fields.All(f => f.Column != column))
            fields.Add((column, descending));
    }

    private static string Value(string column, StoredFile file) => column switch
    {
        "id" => file.Id,
        "name" => file.Name,
        "created_at" => file.CreatedAt.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => file.ExternalFileId ?? "",
    };
}
