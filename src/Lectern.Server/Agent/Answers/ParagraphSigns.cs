namespace Lectern.Server.Agent.Answers;

/// <summary>
/// What a paragraph has held so far, outside of its code, that lets programs read the code in it differently: a sign that opens
/// something (a formula, a table's cell, a deletion) and may close inside of a span of code takes one of its backticks away.
/// </summary>
internal sealed class ParagraphSigns
{
    private bool hasDollar, hasTilde, hasBackslashBracket;

    /// <summary>Programs need not agree any more on what is code, up to the paragraph's end.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether it may hold a link's or a picture's beginning.</summary>
    public bool HasBracket { get; private set; }

    /// <summary>Whether an angle bracket stands open.</summary>
    public bool HasOpenAngle { get; private set; }

    public void Clear()
    {
        (hasDollar, hasTilde, hasBackslashBracket, HasOpenAngle) = (false, false, false, false);
        (IsTorn, HasBracket) = (false, false);
    }

    public void Tear() => IsTorn = true;

    /// <param name="last">The character before.</param>
    public void Words(char c, char last)
    {
        // Before a blank it opens nothing.
        HasOpenAngle |= last == '<' && c != ' ';
        switch (c)
        {
            case '`':
                IsTorn = true;
                break;
            case '$':
                hasDollar = true;
                break;
            case '~':
                hasTilde = true;
                break;
            case '>':
                HasOpenAngle = false;
                break;
            case '[':
                HasBracket = true;
                hasBackslashBracket |= last == '\\';
                break;
            case '(':
                hasBackslashBracket |= last == '\\';
                break;
            default:
                IsTorn |= Chars.IsOddSpace(c);
                break;
        }
    }

    /// <param name="code">A span's content.</param>
    /// <param name="ticks">How many backticks stand on each side.</param>
    /// <param name="last">The character before.</param>
    public void Code(ReadOnlySpan<char> code, int ticks, char last)
    {
        HasOpenAngle |= last == '<';
        IsTorn |= MayEndOther(code) || code.Contains('`') || (ticks > 1 && code.ContainsAny("*_"));
        HasBracket |= code.Contains('[');
    }

    /// <summary>Whether every program sees code in a span that would follow.</summary>
    public bool Keeps(ReadOnlySpan<char> code, int ticks, char last) =>
        !IsTorn && ticks == 1 && !code.Contains('`') && !MayEndOther(code) && !(last == '<' && code.Contains('>'));

    private bool MayEndOther(ReadOnlySpan<char> code) =>
        code.Contains('|')
        || (hasDollar && code.Contains('$'))
        || (hasTilde && code.Contains('~'))
        || (HasOpenAngle && code.Contains('>'))
        || (hasBackslashBracket
            && (code.Contains("\\)", StringComparison.Ordinal) || code.Contains("\\]", StringComparison.Ordinal)));
}
