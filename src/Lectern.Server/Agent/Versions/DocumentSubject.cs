using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>
/// What a passage's document is about, by its file's name and the headings above the passage, and whether it is one that changes
/// another. Thread-safe.
/// </summary>
internal sealed partial class DocumentSubject
{
    private const int TitleLine = 120;

    /// <summary>Tokens between a change and the document that is changed.</summary>
    private const int Beside = 12;

    /// <summary>Words with which others are changed, not told that they are: "Replace the filter".</summary>
    private static readonly HashSet<string> Imperatives = WordList.Set("""
        amend supersede replace override revise modify change substitute extend increase reduce raise lower shorten prolong
        restate delete extends increases reduces raises lowers changes extension extensions increase
        """);

    /// <summary>What stands behind a title's amendment.</summary>
    private static readonly HashSet<string> Behind = WordList.Set(
        "no number to of nr zu zum zur vom der des a au al del numero");

    private readonly HashSet<string> words;
    private readonly HashSet<string> all;

    /// <param name="path">The headings above the passage.</param>
    public DocumentSubject(string fileName, IReadOnlyList<string> path, PassageText text)
    {
        var name = Tokens.Of(Joint().Replace(Path.GetFileNameWithoutExtension(fileName.Split('/', '\\')[^1]), " "));
        var headings = path.Select(h => Tokens.Of(h)).ToList();
        Number = NumberIn().Match(fileName) is { Success: true } m ? CalendarDate.Number(m.Groups[1]) : null;
        words = [.. headings.Prepend(name).SelectMany(Telling)];
        all = [.. words, .. text.Statements.SelectMany(s => s.Tokens.Concat(s.Around.SelectMany(a => a.Tokens)))
            .Where(t => t.IsWord || t.Kind == TokenKind.Number).Select(t => t.Stem)];
        IsOfPeriod = headings.Take(1).Prepend(name).Any(p => p.Exists(t => DocumentWords.IsOfPeriod(t.Word)));
        IsAmendment = name.Exists(t => DocumentWords.IsAmendment(t.Word))
            || headings.Take(1).Any(h => h.Exists(t => DocumentWords.IsAmendment(t.Word)))
            || text.Statements.Any(s => Names(s) || Changes(s));
    }

    /// <summary>Of its version, as its file's name has it: terms-v2; null for none.</summary>
    public int? Number { get; }

    /// <summary>Whether it is of a kind that is written anew for each month or year.</summary>
    public bool IsOfPeriod { get; }

    /// <summary>Whether it says that it changes another document, or takes its place.</summary>
    public bool IsAmendment { get; }

    /// <summary>Whether it is about something that the other one never names.</summary>
    public bool HasOwn(DocumentSubject other) => words.Any(w => !other.all.Contains(w));

    /// <summary>Whether a word stands among those of the document's name and headings, or in the passage.</summary>
    public bool Holds(Token word) => all.Contains(word.Stem);

    /// <summary>What tells it from other documents: no dates, and nothing that every document is called.</summary>
    private static IEnumerable<string> Telling(List<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.IsWord && (token.IsContent || token.IsLabel) && !DocumentWords.IsDocument(token.Word)
                && !DocumentWords.IsOfPeriod(token.Word) && Months.Number(token.Word) is null && !Version().IsMatch(token.Word))
                yield return token.Stem;

            // House 12 is not house 14, but a second version is one of the same, and a heading is counted.
            if (token.Kind == TokenKind.Number && i > 0 && tokens[i - 1].IsWord && !IsVersion(tokens[i - 1].Word)
                && !IsYear(token) && !(i + 1 < tokens.Count && IsOfDate(tokens[i + 1])))
                yield return token.Stem;
        }
    }

    private static bool IsYear(Token token) => (token.Word.Length is 4 or 8) && (token.Word[..2] is "19" or "20" or "21");

    /// <summary>Whether what stands before it is a day or a month.</summary>
    private static bool IsOfDate(Token next) =>
        Months.Number(next.Word) is not null || (next.Kind == TokenKind.Number && !IsYear(next));

    private static bool IsVersion(string word) => DocumentWords.IsAmendment(word) || Months.Number(word) is not null
        || word is "v" or "version" or "rev" or "revision" or "edition" or "draft" or "no" or "nr" or "section" or "chapter"
            or "clause" or "article" or "fassung" or "ausgabe" or "abschnitt" or "kapitel" or "ziffer" or "artikel" or "teil"
            or "part" or "paragraph";

    /// <summary>A title such as "Amendment No. 2 to the lease", or "this amendment".</summary>
    private static bool Names(Statement statement)
    {
        var at = statement.Tokens.ToList().FindIndex(t => DocumentWords.IsAmendment(t.Word));
        if (at < 0)
            return false;
        if (at > 0 && statement.Tokens[at - 1].Word is "this" or "present" or "dieser" or "diese" or "dieses" or "diesem" or "le"
            or "el" or "la")
            return true;
        return at <= 3 && at + 1 < statement.Tokens.Count && statement.End - statement.Start <= TitleLine
            && (statement.Tokens[at + 1].Kind == TokenKind.Number || Behind.Contains(statement.Tokens[at + 1].Word));
    }

    /// <summary>"Clause 4 is amended", "replaces the agreement".</summary>
    private static bool Changes(Statement statement)
    {
        var tokens = statement.Tokens;
        return Enumerable.Range(1, Math.Max(0, tokens.Count - 1))
            .Any(i => DocumentWords.IsChange(tokens[i].Word) && !Imperatives.Contains(tokens[i].Word)
                && Enumerable.Range(i - Beside, (2 * Beside) + 1).Any(n => IsRule(tokens, n)));
    }

    private static bool IsRule(IReadOnlyList<Token> tokens, int at) => at >= 0 && at < tokens.Count
        && (DocumentWords.IsRule(tokens[at].Word)
        || (DocumentWords.IsPart(tokens[at].Word) && at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Number));

    [GeneratedRegex(@"[-_.]+")]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"(?<!\p{L})(?:v|ver|version|rev|revision|fassung)[-_. ]?([0-9]{1,3})(?![0-9\p{L}])", RegexOptions.IgnoreCase)]
    private static partial Regex NumberIn();

    [GeneratedRegex("^(?:v|rev|r)[0-9]+$")]
    private static partial Regex Version();
}
