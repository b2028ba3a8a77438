namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Brackets of right-to-left text: some programs write the one that is seen, some the one that is meant. Where it stands tells.
/// Thread-safe.
/// </summary>
internal static class Brackets
{
    private const string Opening = "([{«‹";
    private const string Closing = ")]}»›";

    public static bool Are(char c) => Opening.Contains(c) || Closing.Contains(c);

    public static char Opened(char bracket) => Closing.IndexOf(bracket) is >= 0 and var i ? Opening[i] : bracket;

    public static char Closed(char bracket) => Opening.IndexOf(bracket) is >= 0 and var i ? Closing[i] : bracket;

    /// <summary>A word in the order it is spoken, each of its brackets opening or closing as its place says.</summary>
    public static string Paired(string word)
    {
        if (!word.Any(Are))
            return word;
        var signs = word.ToCharArray();
        var lastLetter = Array.FindLastIndex(signs, char.IsLetterOrDigit);
        var open = 0;
        for (var i = 0; i < signs.Length; i++)
        {
            if (!Are(signs[i]))
                continue;
            var closes = open > 0 || (i > lastLetter && lastLetter >= 0);
            signs[i] = closes ? Closed(signs[i]) : Opened(signs[i]);
            open += closes ? (open > 0 ? -1 : 0) : 1;
        }

        return new string(signs);
    }

    /// <summary>Whether what stands left of some words is a bracket without another one among them, so the line's.</summary>
    public static bool ClosesOutside(IEnumerable<PdfWord> words, char left) =>
        Closing.Contains(left) || (Opening.Contains(left) && IsAlone(words, left));

    /// <summary>Whether what stands right of some words is one.</summary>
    public static bool OpensOutside(IEnumerable<PdfWord> words, char right) =>
        Opening.Contains(right) || (Closing.Contains(right) && IsAlone(words, right));

    private static bool IsAlone(IEnumerable<PdfWord> words, char bracket)
    {
        var sum = 0;
        foreach (var c in words.SelectMany(w => w.Text))
            sum += c == Opened(bracket) ? 1 : c == Closed(bracket) ? -1 : 0;
        return sum != 0;
    }
}
