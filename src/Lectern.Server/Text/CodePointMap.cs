namespace Lectern.Server.Text;

/// <summary>
/// Converts between UTF-16 offsets, which .NET counts in, and Unicode code points, which the wire counts in. Costs nothing for
/// a text without surrogate pairs; else O(log n) a look-up. Thread-safe.
/// </summary>
internal sealed class CodePointMap
{
    /// <summary>UTF-16 offsets of the low surrogates: each is one unit that is no code point of its own.</summary>
    private readonly int[] lowSurrogates;
    private readonly int utf16Length;

    public CodePointMap(string text)
    {
        utf16Length = text.Length;
        lowSurrogates = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? [] : Find(text);
    }

    /// <summary>The text's length in code points.</summary>
    public int Length => utf16Length - lowSurrogates.Length;

    /// <param name="utf16">0 to the text's length; inside a pair counts as after it.</param>
    public int ToCodePoint(int utf16) => utf16 - CountBelow(utf16);

    /// <param name="codePoint">0 to <see cref="Length"/>; above is taken as the end.</param>
    public int ToUtf16(int codePoint)
    {
        if (codePoint >= Length)
            return utf16Length;

        // The k-th pair (from 0) stands at code point lowSurrogates[k] - k - 1; every pair before the wanted one adds a unit.
        int low = 0, high = lowSurrogates.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lowSurrogates[middle] - middle - 1 < codePoint)
                low = middle + 1;
            else
                high = middle;
        }

        return codePoint + low;
    }

    private int CountBelow(int utf16)
    {
        var at = Array.BinarySearch(lowSurrogates, utf16);
        return at >= 0 ? at : ~at;
    }

    private static int[] Find(string text)
    {
        var found = new List<int>();
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                found.Add(i++);
        }

        return [.. found];
    }
}
