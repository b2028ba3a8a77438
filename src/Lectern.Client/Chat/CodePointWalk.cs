namespace Lectern.Client;

/// <summary>
/// Finds the UTF-16 offsets of a text, which .NET counts in, by its code points, which the wire counts in. Each look-up goes on
/// from where the last one ended: places that are asked for in their order cost one walk through the text. Not thread-safe.
/// </summary>
internal sealed class CodePointWalk(string text)
{
    private int points;
    private int units;

    /// <param name="point">Below 0 is taken as the text's beginning, above its length as its end.</param>
    public int ToUtf16(int point)
    {
        for (; points < point && units < text.Length; points++)
            units += char.IsSurrogatePair(text, units) ? 2 : 1;
        for (; points > point && units > 0; points--)
            units -= units > 1 && char.IsSurrogatePair(text, units - 2) ? 2 : 1;
        return units;
    }
}
