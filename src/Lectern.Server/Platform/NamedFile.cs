namespace Lectern.Server.Platform;

/// <summary>A log entry that names a document, as it is said without the name.</summary>
/// <param name="Id">Of the document, where the entry has it.</param>
internal sealed record NamedFile(string Message, string? Id)
{
    private const string Template = "{OriginalFormat}";

    /// <summary>What a template calls names, and the notes and reasons that may hold some.</summary>
    private static readonly (string Value, string Instead)[] Names =
    [
        ("FileName", "A file"), ("File", "An entry"), ("Lack", "its notes say what is missing"),
        ("Why", "GET /api/v1/folder says why"),
    ];

    /// <returns>Null for an entry that names none.</returns>
    public static NamedFile? In(object? state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values
            || !values.Any(v => v.Key is "FileName" or "File")
            || values.FirstOrDefault(v => v.Key == Template).Value is not string message)
            return null;
        foreach (var (key, value) in values)
        {
            var shown = Array.Find(Names, n => n.Value == key).Instead ?? value?.ToString();
            message = message.Replace($"{{{key}}}", shown, StringComparison.Ordinal);
        }

        return new NamedFile(message, values.FirstOrDefault(v => v.Key == "fileId").Value as string);
    }
}
