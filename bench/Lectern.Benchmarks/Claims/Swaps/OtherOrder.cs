using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The parts of a sentence in another order, or some of them; null when it has none that can go.</summary>
internal static partial class OtherOrder
{
    private static readonly string[] Introductions =
    [
        "According to the document, {0}", "It is stated that {0}", "The text says that {0}", "The document mentions that {0}",
        "In short, {0}",
    ];

    /// <summary>Words that are no names where they begin a sentence.</summary>
    private static readonly HashSet<string> Beginnings =
    [
        .. ("The A An In On At After Before During Since Until By From This These Those It They He She There All Some Most "
            + "Many Each Every No One Only Its Their His Her Our We As For With Both").Split(' ')
    ];

    public static string? Introduced(string s, Random random)
    {
        var introduction = Introductions[random.Next(Introductions.Length)];
        if (Beginnings.Contains(s.Split(' ')[0]))
            return string.Format(CultureInfo.InvariantCulture, introduction, Small(s));
        return s.Contains(", ", StringComparison.Ordinal) ? null : $"{s}, according to the document";
    }

    public static string? Fronted(string s, Random random) =>
        TimeAtEnd().Match(s) is { Success: true } m && !Joined().IsMatch(s)
            ? $"{FirstLetter.Capital(m.Groups[2].Value)}, {Small(m.Groups[1].Value)}" : null;

    public static string? Unfronted(string s, Random random) =>
        AtBeginning().Match(s) is { Success: true } m && !Joined().IsMatch(m.Groups[3].Value)
            ? $"{FirstLetter.Capital(m.Groups[3].Value)} {m.Groups[1].Value.ToLowerInvariant()} {m.Groups[2].Value}"
            : null;

    public static string? WithoutConnective(string s, Random random) =>
        Connective().Match(s) is { Success: true } m ? FirstLetter.Capital(s[m.Length..]) : null;

    public static string? WithoutParentheses(string s, Random random) => OtherWords.Changed(s, Parentheses().Replace(s, ""));

    public static string? WithoutApposition(string s, Random random) => OtherWords.Changed(s, Apposition().Replace(s, "", 1));

    public static string? WithoutEnding(string s, Random random) => OtherWords.Changed(s, Ending().Replace(s, ""));

    public static string? Genitive(string s, Random random) => OtherWords.Changed(s, OfTheOne().Replace(s, "the $2's $1", 1));

    public static string? FirstClause(string s, Random random) => Clause().Match(s) is { Success: true } m ? m.Groups[1].Value
        : null;

    private static string Small(string s) => FirstLetter.Small(s, Beginnings);

    [GeneratedRegex(@"^(.{25,}) ((?:in|during|since|until|by) (?:the )?(?:\p{L}+ )?\d{4}s?)$")]
    private static partial Regex TimeAtEnd();

    [GeneratedRegex(
        @"^(In|On|At|After|Before|During|Since|Until|By) ([^,]{3,45}), "
        + @"((?:the|a|an|it|they|he|she|there|\p{Lu}\p{Ll}+) .{20,})$")]
    private static partial Regex AtBeginning();

    [GeneratedRegex(@"[,;:()]| (?:and|or|but|that|which|who|when|where|while|because|if|than|as) ")]
    private static partial Regex Joined();

    [GeneratedRegex(
        "^(?:However|Moreover|Furthermore|In "
        + "addition|Additionally|Thus|Therefore|Finally|Also|Consequently|Nevertheless|Similarly|Indeed|Here), ")]
    private static partial Regex Connective();

    [GeneratedRegex(@"\s*\([^()]*\)")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"(?<=^[^,]{3,40}), (?:an?|the) [^,]{5,60},(?= (?:is|was|has|had|are|were|\p{Ll}+ed|\p{Ll}+s) )")]
    private static partial Regex Apposition();

    [GeneratedRegex(
        ", (?:suggesting|indicating|resulting|leading|making|showing|including|implying|demonstrating|allowing) [^,;]*$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\bthe (\p{Ll}{4,}) of the (\p{Ll}{4,})\b(?! of| and)")]
    private static partial Regex OfTheOne();

    /// <summary>A clause that stands for itself, before one that goes on with something else.</summary>
    [GeneratedRegex(
        """
        ^((?!When|While|If|Although|Because|Since|After|Before|As\b|In\b|On\b|At\b|To\b|By\b|Of\b|For\b|From|With|Among|During
        |Under|Given|Unlike|Both|Not|Despite)[^,;:()]{30,}?\b(?:is|was|are|were|has|have|had|can|may|\p{L}{3,}ed)\b
        [^,;:()]{10,}),\ 
        (?:and\ (?:the|a|it|they|he|she)|while|whereas|which)\ .+$
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Clause();
}
