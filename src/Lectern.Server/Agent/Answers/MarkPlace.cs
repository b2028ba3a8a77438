using System.Buffers;

namespace Lectern.Server.Agent.Answers;

/// <summary>
/// Whether a number in brackets is a mark, by what stands around it: no index of a list, no interval, no year of a law's
/// citation, no note's definition, no part of a formula. Thread-safe.
/// </summary>
internal static class MarkPlace
{
    /// <summary>UTF-16 characters before a bracket.</summary>
    public const int Before = 600;

    /// <summary>And behind it.</summary>
    private const int After = 300;

    /// <summary>What follows a mark is told by so many characters, or by the next white space.</summary>
    private const int Enough = 8;

    private static readonly SearchValues<char> Several = SearchValues.Create(",;–-&");

    private static readonly SearchValues<char> EndsClaim = SearchValues.Create(".,;:!?…*_~)]|\"'”’»");

    /// <summary>Behind these no blank is written in their languages.</summary>
    private static readonly SearchValues<char> EndsWideClaim = SearchValues.Create("。，、；：！？）」』】》");

    /// <summary>
    /// Whether the blanks before a mark go with it when it is left out: not where they keep words apart, or an address from what
    /// would lengthen it.
    /// </summary>
    public static bool TakesBlanks(TextAhead after)
    {
        var text = after.Upto(Enough).Text;
        var end = text.IndexOfAnyExcept(EndsClaim);
        return end < 0 ? text.Length < Enough : char.IsWhiteSpace(text[end]) || EndsWideClaim.Contains(text[end]);
    }

    /// <summary>Whether enough has come to tell that.</summary>
    public static bool IsClear(TextAhead after) => after.Text.Length >= Enough || after.Text.IndexOfAnyExcept(EndsClaim) >= 0;

    /// <param name="before">The paragraph up to the bracket, its last characters.</param>
    /// <param name="label">What stands in the bracket.</param>
    /// <param name="after">What follows the bracket.</param>
    /// <param name="beginsLine">Whether nothing but the signs of a list or a quotation stands before it in its line.</param>
    /// <param name="followsMark">Whether another mark stands directly before it.</param>
    /// <param name="isWide">Whether its bracket is one that nothing but marks is written with.</param>
    public static BracketKind Of(
        ReadOnlySpan<char> before, ReadOnlySpan<char> label, TextAhead after, bool beginsLine, bool followsMark, bool isWide)
    {
        after = after.Upto(After);
        if (!after.IsAll && (after.Text.Length < 2 || (after.Text.Length < Enough && after.Text.IndexOfAny(" \t\r\n") < 0)))
            return BracketKind.Unclear;
        var next = after.Text.Length > 0 ? after.Text[0] : '\n';
        var behind = after.Text.Length > 1 ? after.Text[1] : '\n';
        if (beginsLine && next == ':')
            return BracketKind.Text;
        switch (FormulaPlace.Of(before, after))
        {
            case RuleOutcome.Found:
                return BracketKind.Text;
            case RuleOutcome.Unclear:
                return BracketKind.Unclear;
        }

        var words = before.TrimEnd(' ');
        var last = words.Length > 0 ? words[^1] : '\n';
        var isApart = words.Length < before.Length;
        if (IsText(label, last, next, behind, isApart))
            return BracketKind.Text;
        var isSeveral = label.ContainsAny(Several);
        if (isSeveral && !followsMark && (last is ':' or ',' or '(' or '<' or '>' || MarkWords.Introduces(words)))
            return BracketKind.Text;
        if (label.Contains('^') || next == ']' || (next == ' ' && "=+×÷≤≥≠≈∈·".Contains(behind))
            || ((isApart || !MayBeName(last)) && char.IsLetter(next) && next < '\u0250')
            || (!isSeveral && MarkWords.Counts(words)))
        {
            return BracketKind.Maybe;
        }

        if (followsMark || isWide || isApart || !MayBeName(last))
            return BracketKind.Mark;
        var isList = isSeveral && next == ' ' && !char.IsUpper(behind) && !"[【|(–—".Contains(behind);
        return isList || GoesOn(next, behind) ? BracketKind.Text : BracketKind.Maybe;
    }

    /// <summary>What is no mark whatever its numbers name.</summary>
    /// <param name="last">What stands before it, blanks left out.</param>
    /// <param name="isApart">Whether blanks stand between.</param>
    private static bool IsText(ReadOnlySpan<char> label, char last, char next, char behind, bool isApart)
    {
        // A year: [2019] UKSC 41.
        var number = label.Trim(" ^");
        if (number.Length == 4 && number[0] is '1' or '2' && next == ' ' && char.IsUpper(behind))
            return true;

        // A value, a list in a list, a set, a class of characters, a name such as [2,3]-sigmatropic, a sign that is spoken of.
        return "=∈∉≈≠≤≥±×÷+/^{".Contains(last) || (last == '[' && !isApart) || next is '{' or '}'
            || (next is '-' or '.' && (char.IsLower(behind) || char.IsAsciiDigit(behind)))
            || (!isApart && "\"'“‘«„".Contains(last) && "\"'”’»“".Contains(next));
    }

    /// <summary>Whether a bracket directly behind this would be an index in many languages of programming.</summary>
    private static bool MayBeName(char c) => c is '_' or '$' or ')' or ']' || (char.IsLetterOrDigit(c) && c < '\u0250');

    /// <summary>Whether what follows belongs to a name, not to a sentence.</summary>
    private static bool GoesOn(char next, char behind) => next switch
    {
        ':' => !char.IsWhiteSpace(behind),
        _ => char.IsLetterOrDigit(next) || next is '(' or '=' or '_' or '+' or '/',
    };
}
