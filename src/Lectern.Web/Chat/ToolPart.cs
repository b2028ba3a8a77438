using System.Text.Json;
using Lectern.Contracts;
using Lectern.Web.Languages;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

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

    /// <summary>What <c>retrieve</c> found; null for another tool.</summary>
    public FoundPassages? Found => Read as FoundPassages;

    public bool IsError => Read is ToolFault;

    /// <summary>One line: what it did, and what came of it.</summary>
    public string Summary => Outcome is { } outcome ? Strings.Of("tool.with_outcome", new Phrase(Done), new Phrase(outcome))
        : Result is null ? Done + "…" : Done;

    private string Done => Call.Name switch
    {
        "retrieve" => Strings.Of("tool.searched", Isolated(Argument("query"))),
        "find_files" when Argument("name") is { Length: > 0 } name => Strings.Of("tool.files_named", Isolated(name)),
        "find_files" => Strings.Of("tool.listed"),
        "grep_file" when File is { } file => Strings.Of("tool.grepped_in", Isolated(Argument("pattern")), file),
        "grep_file" => Strings.Of("tool.grepped", Isolated(Argument("pattern"))),
        "read_file" => File is { } file ? Strings.Of("tool.read_in", file) : Strings.Of("tool.read"),
        "view_page" when File is { } file => Strings.Of("tool.viewed_in", Argument("page") ?? "", file),
        "view_page" => Strings.Of("tool.viewed", Argument("page") ?? ""),
        _ => Strings.Of("tool.used", Call.Name),
    };

    public string ArgumentsText => Text(Call.Arguments);

    public string ResultText => Result is null ? "" : Text(Result.Result);

    private Phrase? File => FileName is { Length: > 0 } name ? Isolated(name) : null;

    public string? FileName => Read switch
    {
        FoundMatches found => found.FileName,
        ReadText read => read.FileName,
        ShownPage shown => shown.FileName,
        _ => null,
    };

    private string? Outcome => Read switch
    {
        ToolFault => Strings.Of("tool.failed"),
        FoundPassages found => Strings.Count("count.passages", found.Passages.Count),
        FoundFiles found => Strings.Count("count.files", found.Total ?? found.Files.Count),
        FoundMatches found => Strings.Count("count.matches", found.Matches.Count),
        _ => null,
    };

    /// <summary>Words of another direction do not move those around them (Unicode's first strong isolate).</summary>
    private static Phrase Isolated(string? words) => new($"\u2068{words}\u2069");

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
        return TextStart.Of(text, LongestShown, "\n…");
    }
}
