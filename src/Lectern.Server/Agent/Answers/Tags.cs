using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Answers;

/// <summary>What stands in angle brackets. Thread-safe.</summary>
internal static partial class Tags
{
    private const int MaxFormatting = 14;
    private const int MaxTag = 300;

    /// <summary>A tag that only formats, from its bracket.</summary>
    public static RuleOutcome Formatting(TextAhead ahead, out int length)
    {
        ahead = ahead.Upto(MaxFormatting);
        var tag = FormattingTag().Match(ahead.Text.ToString());
        length = tag.Length;
        return tag.Success ? RuleOutcome.Found
            : !ahead.IsAll && FormattingTagBeginning().IsMatch(ahead.Text) ? RuleOutcome.Unclear : RuleOutcome.Nothing;
    }

    /// <summary>Whether a program may take the bracket for the beginning of HTML or of an address.</summary>
    /// <param name="inBlock">Where a block of HTML may begin or has begun: there a tag need not be whole.</param>
    public static RuleOutcome Html(TextAhead ahead, bool inBlock)
    {
        ahead = ahead.Upto(MaxTag);
        var text = ahead.Text;
        if (text.Length < 2)
            return !ahead.IsAll ? RuleOutcome.Unclear : inBlock ? RuleOutcome.Found : RuleOutcome.Nothing;
        if (!char.IsAsciiLetter(text[1]) && text[1] is not ('/' or '!' or '?'))
            return RuleOutcome.Nothing;
        if (inBlock)
            return RuleOutcome.Found;
        var isName = text[1] is not ('!' or '?');
        if (!isName && text.Length < 3)
            return ahead.IsAll ? RuleOutcome.Nothing : RuleOutcome.Unclear;

        // Its end may stand anywhere behind it, in what is code to other programs too.
        if (text[1] == '?' || (text[1] == '!' && char.IsAsciiLetter(text[2])))
            return RuleOutcome.Found;
        for (var i = 2; i < text.Length; i++)
        {
            // Behind a name these make neither a tag nor an address of it; a bracket may yet be left out.
            isName &= char.IsAsciiLetterOrDigit(text[i]) || text[i] == '-' || ",;()".Contains(text[i]);
            if (isName && ",;()".Contains(text[i]))
                return RuleOutcome.Nothing;
            if (text[i] == '>')
                return RuleOutcome.Found;
            if (Chars.IsNewline(text[i]) && Chars.EndsParagraph(text, i))
                return RuleOutcome.Nothing;
        }

        return text.Length == MaxTag ? RuleOutcome.Found : ahead.IsAll ? RuleOutcome.Nothing : RuleOutcome.Unclear;
    }

    [GeneratedRegex("""^</?(?:br|hr|sub|sup|b|i|u|s|em|strong|kbd|mark|small|del|ins) ?/?>""", RegexOptions.IgnoreCase)]
    private static partial Regex FormattingTag();

    [GeneratedRegex("""^<(?:/?[a-z]{0,6} ?/?)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex FormattingTagBeginning();
}
