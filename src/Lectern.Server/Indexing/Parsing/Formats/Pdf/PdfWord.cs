namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A word in its frame.</summary>
/// <param name="Text">As it is spoken and searched: no ligatures, no accents set apart.</param>
/// <param name="Box">Of the letters' ink from top to bottom, of their widths from left to right.</param>
/// <param name="Base">The baseline, counted down.</param>
/// <param name="Size">Of its largest letters, in points.</param>
internal sealed record PdfWord(string Text, Box Box, double Base, double Size, bool IsBold, TextFrame Frame)
{
    /// <summary>The rectangle of the line that it stands in, whatever its letters.</summary>
    public Box Line => new(Box.Left, Base - (Size * 0.75), Box.Right, Base + (Size * 0.22));

    /// <summary>As it stands on the page, for the text.</summary>
    public PlacedWord Place()
    {
        var box = Frame.ToPage(Box);
        return new PlacedWord(Text, box.Left, box.Top, box.Width, box.Height, Size);
    }
}
