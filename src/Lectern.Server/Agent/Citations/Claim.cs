using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>What an answer says just before a mark.</summary>
/// <param name="Text">
/// The sentence, or its part since the last mark that was kept; of a table's row the first cell, the head and the cell.
/// </param>
/// <param name="Verbatim">All that the mark can be meant for, longest first, as it would be looked up word for word.</param>
/// <param name="Quotes">What stands in quotation marks, each as its parts between omissions, ready to be looked up.</param>
internal sealed partial record Claim(string Text, IReadOnlyList<string> Verbatim, IReadOnlyList<IReadOnlyList<string>> Quotes)
{
    /// <summary>No claim reaches further back.</summary>
    private const int MaxCharacters = 2_000;

    /// <summary>Fewer words found word for word can be chance.</summary>
    private const int MinVerbatimWords = 4;

    /// <summary>
    /// What stands before it in its sentence, or the sentence before: whom a pronoun means, and whose a clause without subject
    /// is.
    /// </summary>
    public string About { get; init; } = "";

    /// <summary>The heading, the line or the cell that it stands under: "Calima:" above "- costs 740 euros".</summary>
    public string Head { get; init; } = "";

    /// <param name="said">The answer up to the mark, without earlier marks.</param>
    /// <param name="since">Where the last mark that was kept stood; what is before it has its proof.</param>
    /// <returns>Null when there is nothing before the mark.</returns>
    public static Claim? Before(string said, int since)
    {
        // A mark on a line of its own is meant for the line before.
        var text = said.TrimEnd();
        var start = Math.Max(text.LastIndexOf('\n') + 1, text.Length - MaxCharacters);
        var from = Math.Clamp(since, start, text.Length);
        if (!WordSigns.AreIn(text.AsSpan(from)))
            from = start;
        var line = Plain(text[from..]);
        if (!WordSigns.AreIn(line))
            return null;
        if (AnswerTable.Cell(text, start) is { } cell)
            return Of(cell.Text, [NormalText.Words(cell.Text)], "", cell.Head);
        var sentences = SentenceSplitter.Split(line)
            .Where(s => line.AsSpan(s.Start, s.Length).ContainsAnyExcept("*_ \t".AsSpan())).ToList();
        var first = sentences.Count - 1;

        // Cut off at an end mark inside quotation marks, a claim would lose the half of its quotation.
        while (first > 0 && HasOpenQuote(line[sentences[first].Start..]))
            first--;
        var last = line[sentences[first].Start..];
        var about = first > 0 ? line[sentences[first - 1].Start..sentences[first].Start] : LastSentence(Plain(text[start..from]));
        return Of(last, [NormalText.Words(line), NormalText.Words(last)], about, AnswerHeads.Above(text, start));
    }

    private static Claim Of(string text, string[] verbatim, string about, string head) => new(
        text,
        [.. verbatim.Distinct(StringComparer.Ordinal).Where(v => v.Count(c => c == ' ') >= MinVerbatimWords - 1)],
        [.. Quotation().Matches(text).Select(q => Parts(q.Groups[1].Value)).Where(p => p.Count > 0)])
    {
        About = about,
        Head = head,
    };

    /// <summary>
    /// A line (a paragraph, a list's item) without the sign that begins it, and as the scanner found what could be HTML.
    /// </summary>
    private static string Plain(string line) =>
        Beginning().Replace(line, "").Replace("&lt;", "<", StringComparison.Ordinal).Trim();

    private static string LastSentence(string text) => SentenceSplitter.Split(text).ToList() is { Count: > 0 } sentences
        ? text[sentences[^1].Start..] : "";

    private static bool HasOpenQuote(string text) =>
        text.Count(c => c == '"') % 2 == 1 || text.Count(c => c is '”') > text.Count(c => c is '“' or '„');

    private static IReadOnlyList<string> Parts(string quote) =>
        [.. Omission().Split(quote).Select(NormalText.Words).Where(p => p.Length > 0)];

    /// <summary>What begins a quotation's line, a list's item, a heading or a table's row.</summary>
    [GeneratedRegex(@"^\s*(?:[>|#]+\s*)*(?:" + ListItem.Mark + @"\s+)?")]
    private static partial Regex Beginning();

    [GeneratedRegex("[\"“„«]([^\"“”„«»\n]{2,1000})[\"”“»]")]
    private static partial Regex Quotation();

    [GeneratedRegex("""\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…""")]
    private static partial Regex Omission();
}
