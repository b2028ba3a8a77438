using System.Globalization;
using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Answers;

/// <summary>Character references and definitions that addresses hide in. Thread-safe.</summary>
internal static partial class References
{
    private const int MaxReference = 40;
    private const int MaxDefinition = 600;

    /// <summary>Whether a reference stands for a character that an address is made of.</summary>
    public static RuleOutcome Hides(TextAhead ahead)
    {
        ahead = ahead.Upto(MaxReference);
        var found = Reference().Match(ahead.Text.ToString());
        if (!found.Success)
            return !ahead.IsAll && ReferenceBeginning().IsMatch(ahead.Text) ? RuleOutcome.Unclear : RuleOutcome.Nothing;
        if (found.Groups[3].Success)
            return AddressNames().IsMatch(found.Groups[3].ValueSpan) ? RuleOutcome.Found : RuleOutcome.Nothing;
        var number = found.Groups[1].Success
            ? uint.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : uint.Parse(found.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return number is > 0x20 and < 0x7F and not ('<' or '>' or '"' or '\'' or '&') ? RuleOutcome.Found : RuleOutcome.Nothing;
    }

    /// <summary>
    /// Whether what follows a label's colon makes a definition of it: an address, and a title or nothing else in its line.
    /// </summary>
    public static RuleOutcome Defines(TextAhead ahead)
    {
        ahead = ahead.Upto(MaxDefinition);
        var text = ahead.Text;
        var i = Blanks(text, 0);
        if (i < text.Length && Chars.IsNewline(text[i]))
        {
            if (Chars.EndsParagraph(text, i))
                return RuleOutcome.Nothing;
            i += text[i..].StartsWith("\r\n") ? 2 : 1;

            // The line may go on with the signs of the quotations that it stands in.
            while (i < text.Length && text[i] is ' ' or '\t' or '>')
                i++;
        }

        for (; i < text.Length && !char.IsWhiteSpace(text[i]); i++)
        {
            // What may yet be written otherwise: a mark, a link, HTML.
            if ("<[【\\!".Contains(text[i]))
                return RuleOutcome.Found;
        }

        i = Blanks(text, i);
        if (i == text.Length)
            return ahead.IsAll ? RuleOutcome.Found : RuleOutcome.Unclear;
        return char.IsWhiteSpace(text[i]) || char.IsControl(text[i]) || "\"'(<[【\\!".Contains(text[i])
            ? RuleOutcome.Found : RuleOutcome.Nothing;
    }

    private static int Blanks(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && text[i] is ' ' or '\t')
            i++;
        return i;
    }

    [GeneratedRegex("^&(?:#([0-9]{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));")]
    private static partial Regex Reference();

    [GeneratedRegex("^&(?:#[0-9]{0,8}|#[xX][0-9a-fA-F]{0,7}|[A-Za-z][A-Za-z0-9]{0,31})?$")]
    private static partial Regex ReferenceBeginning();

    [GeneratedRegex("^(?:colon|sol|period|commat|num|quest|equals|lowbar|percnt|plus|lpar|rpar|lsqb|lbrack|rsqb|rbrack|bsol)$")]
    private static partial Regex AddressNames();
}
