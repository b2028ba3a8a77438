using Lectern.Contracts;
using Lectern.Server.Agent.Answers;
using Lectern.Server.Agent.Versions;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// The numbers of a session's passages: what <c>retrieve</c>, <c>read_file</c> and <c>grep_file</c> showed, in the order it was
/// shown. The same stretch with the same words keeps its number for the whole session; the log's tool results hold them, so they
/// survive restarts. Not thread-safe.
/// </summary>
internal sealed class PassageNumbers : IMarked
{
    private readonly List<NumberedPassage> passages = [];
    private readonly Dictionary<int, NumberedPassage> byNumber = [];
    private readonly Dictionary<(string Index, string File, int Start, string Content), NumberedPassage> known = [];
    private int last;

    public IReadOnlyList<NumberedPassage> All => passages;

    public bool IsEmpty => passages.Count == 0;

    public bool Holds(int number) => byNumber.ContainsKey(number);

    public NumberedPassage? Find(int number) => byNumber.GetValueOrDefault(number);

    /// <summary>Takes up the results of earlier turns and steps.</summary>
    public void Remember(IEnumerable<ChatEvent> events)
    {
        foreach (var logged in events.OfType<ToolResultEvent>())
        {
            foreach (var shown in Shown(ToolResult.Read(logged.Result)).Where(s => s.Number > 0))
                Add(shown);
        }
    }

    /// <returns>The result with a number at each passage.</returns>
    public ToolResult Number(ToolResult result) => result switch
    {
        FoundPassages found => found with { Passages = [.. found.Passages.Select(p => p with { N = NumberOf(Shown(p)) })] },
        FoundMatches found => found with { Matches = [.. found.Matches.Select(m => m with { N = NumberOf(Shown(found, m)) })] },
        ReadText read => read with { N = NumberOf(Shown(read)) },
        _ => result,
    };

    /// <returns>Null for nothing: it cannot be cited.</returns>
    private int? NumberOf(NumberedPassage shown) => shown.Content.Length == 0
        ? null
        : (known.GetValueOrDefault(Key(shown)) ?? Add(shown with { Number = last + 1 })).Number;

    private NumberedPassage Add(NumberedPassage passage)
    {
        passages.Add(passage);
        byNumber.TryAdd(passage.Number, passage);
        known.TryAdd(Key(passage), passage);
        last = Math.Max(last, passage.Number);
        return passage;
    }

    private static (string Index, string File, int Start, string Content) Key(NumberedPassage passage) =>
        (passage.IndexId, passage.FileId, passage.Start, passage.Content);

    private static IEnumerable<NumberedPassage> Shown(ToolResult? result) => result switch
    {
        FoundPassages found => found.Passages.Select(Shown),
        FoundMatches found => found.Matches.Select(m => Shown(found, m)),
        ReadText read => [Shown(read)],
        _ => [],
    };

    private static NumberedPassage Shown(FoundPassage p) =>
        Shown(p.N, p.IndexId, p.FileId, p.FileName, p.StartChar, p.PageStart, p.PageEnd, p.Content) with
        {
            Heading = p.Heading,
            Date = DocumentDate.Read(p.Date, p.DateSource),
        };

    private static NumberedPassage Shown(FoundMatches found, FoundMatch m) =>
        Shown(m.N, found.IndexId, found.FileId, found.FileName, m.ContentStartChar, null, null, m.Content) with
        {
            Date = DocumentDate.Read(found.Date, found.DateSource),
        };

    private static NumberedPassage Shown(ReadText read) =>
        Shown(read.N, read.IndexId, read.FileId, read.FileName, read.StartChar, null, null, read.Content) with
        {
            Date = DocumentDate.Read(read.Date, read.DateSource),
        };

    private static NumberedPassage Shown(
        int? number, string indexId, string fileId, string? fileName, int start, int? pageStart, int? pageEnd, string content) =>
        new(
            number ?? 0, indexId, fileId, fileName ?? "", start, start + content.EnumerateRunes().Count(), pageStart, pageEnd,
            content);
}
