using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations;

/// <summary>What an answer says just before a mark.</summary>
/// <param name="Text">The sentence, or its part since the last mark that was kept.</param>
/// <param name="Verbatim">All that the mark can be meant for, longest first, as it would be looked up word for word.</param>
/// <param name="Quotes">What stands in quotation marks, each as its parts between omissions, ready to be looked up.</param>
internal sealed partial record Claim(string Text, IReadOnlyList<string> Verbatim, IReadOnlyList<IReadOnlyList<string>> Quotes)
{
    /// <summary>No claim reaches further back.</summary>
    private const int MaxCharacters = 2_000;

    /// <summary>Fewer words found word for word can be chance.</summary>
    private const int MinVerbatimWords = 4;

    /// <param name="said">The answer up to the mark, without earlier marks.</param>
    /// <param name="since">Where the last mark that was kept stood; what is before it has its proof.</param>
    /// <returns>Null when there is nothing before the mark.</returns>
    public static Claim? Before(string said, int since)
    {
        var line = Line(said, since);
        if (!line.Any(char.IsLetterOrDigit))
            return null;
        var sentences = SentenceSplitter.Split(line).Where(s => line.AsSpan(s.Start, s.Length).ContainsAnyExcept("*_ \t".AsSpan())).ToList();
        var last = line[sentences[^1].Start..];

        // Cut off at an end mark inside quotation marks, a claim would lose the half of its quotation.
        for (var i = sentences.Count - 2; i >= 0 && HasOpenQuote(last); i--)
            last = line[sentences[i].Start..];
        string[] verbatim = [NormalText.Words(line), NormalText.Words(last)];
        return new Claim(
            last,
            [.. verbatim.Distinct(StringComparer.Ordinal).Where(v => v.Count(c => c == ' ') >= MinVerbatimWords - 1)],
            [.. Quotation().Matches(last).Select(q => Parts(q.Groups[1].Value)).Where(p => p.Count > 0)]);
    }

    /// <summary>The line (a paragraph, a list's item, a table's row) up to the mark, without the sign that begins it.</summary>
    private static string Line(string said, int since)
    {
        // A mark on a line of its own is meant for the line before.
        var text = said.TrimEnd();
        var start = Math.Max(text.LastIndexOf('\n') + 1, text.Length - MaxCharacters);
        var part = text[Math.Clamp(since, start, text.Length)..];
        if (!part.Any(char.IsLetterOrDigit))
            part = text[start..];

        // As the scanner writes what could be HTML.
        return Beginning().Replace(part, "").Replace("&lt;", "<", StringComparison.Ordinal).Trim();
    }

    private static bool HasOpenQuote(string text) =>
        text.Count(c => c == '"') % 2 == 1 || text.Count(c => c is '”') > text.Count(c => c is '“' or '„');

    private static IReadOnlyList<string> Parts(string quote) =>
        [.. Omission().Split(quote).Select(NormalText.Words).Where(p => p.Length > 0)];

    /// <summary>What begins a quotation's line, a list's item, a heading or a table's row.</summary>
    [GeneratedRegex("""^\s*(?:[>|#]+\s*)*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?""")]
    private static partial Regex Beginning();

    [GeneratedRegex("[\"“„«]([^\"“”„«»\n]{2,1000})[\"”“»]")]
    private static partial Regex Quotation();

    [GeneratedRegex("""\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…""")]
    private static partial Regex Omission();
}
