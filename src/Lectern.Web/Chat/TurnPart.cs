using System.Text.Json;
using Lectern.Contracts;
using Lectern.Web.Markdown;

namespace Lectern.Web.Chat;

/// <summary>A piece of an answer, in the order in which it came.</summary>
internal abstract class TurnPart;

/// <summary>What the model thought before it spoke.</summary>
internal sealed class ThinkingPart : TurnPart
{
    public MarkdownText Text { get; } = new();
}

/// <summary>What it said.</summary>
internal sealed class TextPart : TurnPart
{
    public MarkdownText Text { get; } = new();

    /// <summary>Empty until the text is whole.</summary>
    public IReadOnlyList<Citation> Citations { get; private set; } = [];

    public CitationLookup Lookup { get; private set; } = new("", []);

    /// <summary>As <see cref="Citations"/>.</summary>
    public IReadOnlyList<UnprovedSentence> Unproved { get; private set; } = [];

    public void Complete(TextEvent whole)
    {
        Text.Complete(whole.Content);
        Citations = whole.Citations;
        Lookup = new CitationLookup(whole.Content, whole.Citations);
        Unproved = UnprovedSentence.Of(whole);
    }
}

/// <summary>A tool that it used.</summary>
internal sealed class ToolPart(ToolCallEvent call) : TurnPart
{
    private const int LongestShown = 20_000;
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ToolCallEvent Call { get; } = call;

    public ToolResultEvent? Result
    {
        get;
        set => (field, Read) = (value, value is null ? null : ToolResult.Read(value.Result));
    }

    /// <summary>The result by its kind; null while there is none, and for one of a newer server.</summary>
    private ToolResult? Read { get; set; }

    public bool IsError => Read is ToolFault;

    /// <summary>One line: what it did, and what came of it.</summary>
    public string Summary => (Call.Name switch
    {
        "retrieve" => $"Searched for “{Isolated(Argument("query"))}”",
        "find_files" => Argument("name") is { Length: > 0 } name ? $"Looked for files named “{Isolated(name)}”" : "Listed the files",
        "grep_file" => $"Looked for “{Isolated(Argument("pattern"))}”{File}",
        "read_file" => $"Read{File}",
        "view_page" => $"Looked at page {Argument("page")}{File}",
        _ => $"Used {Call.Name}",
    }) + Outcome;

    public string ArgumentsText => Text(Call.Arguments);

    public string ResultText => Result is null ? "" : Text(Result.Result);

    private string File => FileName is { Length: > 0 } name ? $" in {Isolated(name)}" : "";

    public string? FileName => Read switch
    {
        FoundMatches found => found.FileName,
        ReadText read => read.FileName,
        ShownPage shown => shown.FileName,
        _ => null,
    };

    private string Outcome => Result is null ? "…" : Read switch
    {
        ToolFault => ": it failed",
        FoundPassages found => Count(found.Passages.Count, "passage", "passages"),
        FoundFiles found => Count(found.Total ?? found.Files.Count, "file", "files"),
        FoundMatches found => Count(found.Matches.Count, "match", "matches"),
        _ => "",
    };

    private static string Count(int count, string one, string many) => $": {count} {(count == 1 ? one : many)}";

    /// <summary>Words of another direction do not move those around them (Unicode's first strong isolate).</summary>
    private static string Isolated(string? words) => $"\u2068{words}\u2069";

    private string? Argument(string name) =>
        Call.Arguments.ValueKind == JsonValueKind.Object && Call.Arguments.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    private static string Text(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            json.WriteTo(writer);
        var text = System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        return text.Length <= LongestShown ? text : text[..LongestShown] + "\n…";
    }
}
