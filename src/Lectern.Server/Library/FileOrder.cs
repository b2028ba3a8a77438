using System.Globalization;
using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Library;

/// <summary>
/// The order of a list of files: <c>order_by</c> names fields, comma-separated, each ascending unless <c>desc</c> follows it.
/// The id is always the last field, so that the order is total and a page token can hold the place.
/// </summary>
internal sealed class FileOrder
{
    /// <summary>What a client may name, and which field it means.</summary>
    private static readonly Dictionary<string, FileField> Names = new(StringComparer.Ordinal)
    {
        ["id"] = FileField.Id,
        ["name"] = FileField.Name,
        ["created_at"] = FileField.CreatedAt,
        ["updated_at"] = FileField.CreatedAt,
        ["last_modified_at"] = FileField.CreatedAt,
        ["external_file_id"] = FileField.ExternalFileId,
    };

    private readonly List<(FileField Field, bool Descending)> fields = [];

    private FileOrder()
    {
    }

    public IReadOnlyList<(FileField Field, bool Descending)> Fields => fields;

    /// <param name="place"><c>query</c> or <c>body</c>.</param>
    public static FileOrder Read(string? orderBy, Problems problems, string place)
    {
        var order = new FileOrder();
        foreach (var part in (orderBy ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if ((words is [_] or [_, "asc" or "desc"]) && Names.TryGetValue(words[0], out var field))
                order.Add(field, words is [_, "desc"]);
            else
                problems.Add(
                    "order_by", $"Should be of {string.Join(", ", Names.Keys)}, each with ' desc' to descend", place, "order_by");
        }

        order.Add(FileField.Id, descending: false);
        return order;
    }

    /// <summary>The row's place in this order, for a page token.</summary>
    public string Key(StoredFile file) =>
        JsonSerializer.Serialize([.. fields.Select(f => Value(f.Field, file))], LecternJson.Wire.Strings);

    /// <summary>A place's values, in the order of <see cref="Fields"/>.</summary>
    /// <param name="key">Of <see cref="Key"/>.</param>
    public static IReadOnlyList<string> Place(string key) => JsonSerializer.Deserialize(key, LecternJson.Wire.Strings)!;

    public override string ToString() => string.Join(", ", fields.Select(f => f.Field + (f.Descending ? " DESC" : "")));

    private void Add(FileField field, bool descending)
    {
        if (fields.All(f => f.Field != field))
            fields.Add((field, descending));
    }

    private static string Value(FileField field, StoredFile file) => field switch
    {
        FileField.Id => file.Id,
        FileField.Name => file.Name,
        FileField.CreatedAt => file.CreatedAt.ToString(CultureInfo.InvariantCulture),
        _ => file.ExternalFileId ?? "",
    };
}
