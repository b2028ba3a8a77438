using Lectern.Client;

namespace Lectern.Web.Sources;

/// <summary>A piece of a file's text around some marked characters.</summary>
/// <param name="Offset">Of the piece, code points.</param>
/// <param name="IsLast">The file ends with it.</param>
internal sealed record TextExcerpt(int Offset, string Before, string Marked, string After, bool IsLast)
{
    /// <summary>Code points that a piece shares with the one before it.</summary>
    public const int Overlap = 200;

    public string Whole => Before + Marked + After;

    /// <param name="asked">How many code points were asked for: a file that has fewer left ends here.</param>
    /// <param name="start">Of the marked characters in the file, code points; <paramref name="end"/> is exclusive.</param>
    public static TextExcerpt Of(string text, int offset, int start, int end, int asked)
    {
        var walk = new CodePointWalk(text);
        var from = walk.ToUtf16(start - offset);
        var to = Math.Max(from, walk.ToUtf16(end - offset));
        return new TextExcerpt(offset, text[..from], text[from..to], text[to..], walk.ToUtf16(asked - 1) >= text.Length);
    }
}
