using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Takes a passage apart into what can be quoted of it. Thread-safe.</summary>
internal static partial class QuoteUnits
{
    /// <param name="languages">What else than English the passages are in.</param>
    public static List<QuoteUnit> Of(QuotedPassage passage, IReadOnlyList<Language> languages)
    {
        var content = passage.Content;
        var path = HeadingPath.Split(passage.Heading);
        var before = HeadingPath.Markdown(path);
        var around = TermsIn(content, languages);
        var headings = Heading().Matches(content);
        var units = new List<QuoteUnit>();
        var script = AnswerThreshold.ScriptOf(content);
        var isOther = AnswerThreshold.IsOther(script, languages);
        var language = languages.FirstOrDefault(l => l.Script == script)?.Code;
        string? columns = null;
        foreach (var statement in StatementReader.Read(content, before))
        {
            if (statement.IsTitle)
                columns = string.Join(", ", Cells(content[Math.Max(0, statement.Start)..statement.End]));
            if (statement.IsTitle || statement.End <= statement.Start || IsMarkup(content, statement.Start))
                continue;

            // A wide row is read in pieces, and quoted whole.
            if (units.Count > 0 && units[^1].Start == statement.Start)
            {
                units[^1].AddHeads(statement.Tokens.Where(t => t.IsHead).Select(t => t.Stem));
                continue;
            }

            var own = headings.LastOrDefault(h => h.Index < statement.Start);
            units.Add(new QuoteUnit(
                passage,
                statement.Start,
                statement.End - statement.Start,
                [
                    .. statement.Tokens.Where(t => t.IsHead).Select(t => t.Stem),
                    .. languages.Count == 0 ? [] : Terms.Of(content[statement.Start..statement.End], languages),
                    .. languages.Count == 0 || !statement.IsRow || columns is null ? [] : Terms.Of(columns, languages),
                ],
                [.. statement.Around.SelectMany(a => a.Tokens).Select(t => t.Stem), .. TermsIn(passage.Heading, languages)],
                around)
            {
                Section = own?.Groups[1].Value ?? path.LastOrDefault("").Trim(),
                IsUnderOwnHeading = own is not null,
                IsLine = statement.IsRow || statement.IsShort,
                IsReferring = isOther && BackReferences.Begin(content[statement.Start..statement.End], language),
                Columns = content[statement.Start] == '|' ? columns : null,
            });
        }

        for (var i = 1; i < units.Count; i++)
        {
            var (one, next) = (units[i - 1], units[i]);
            if (one.End <= next.Start && string.IsNullOrWhiteSpace(content[one.End..next.Start]) && !one.IsLine && !next.IsLine)
                (one.After, next.Before) = (next, one);
        }

        return units;
    }

    public static HashSet<string> TermsOf(string text) => Terms.Words(text).Select(Terms.Term).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> TermsIn(string text, IReadOnlyList<Language> languages) =>
        languages.Count == 0 ? TermsOf(text) : [.. TermsOf(text), .. Terms.Of(text, languages)];

    private static IEnumerable<string> Cells(string row) =>
        row.Split('\n')[0].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>
    /// Headings say what a passage is about, and table rules and fences say nothing: none of them is a sentence.
    /// </summary>
    private static bool IsMarkup(string content, int start) =>
        content[start] == '#' || content.AsSpan(start).StartsWith("|-") || content.AsSpan(start).StartsWith("| -")
        || content.AsSpan(start).StartsWith("```");

    [GeneratedRegex(@"^#{1,6}[ \t]+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
