namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>Letters that are drawn one after the other, forwards, on one baseline and in one size.</summary>
internal sealed class GlyphPiece(Glyph first)
{
    public List<Glyph> Glyphs { get; } = [first];

    public double Start { get; } = first.Start;

    public double End { get; private set; } = first.End;

    public double Base { get; } = first.Base;

    public double Size { get; } = first.Size;

    /// <summary>Whether only spaces are in it.</summary>
    public bool IsBlank { get; private set; } = first.IsSpace;

    /// <summary>Where its last letter ends that is no space.</summary>
    public double InkEnd { get; private set; } = first.IsSpace ? first.Start : first.End;

    public void Add(Glyph glyph)
    {
        Glyphs.Add(glyph);
        InkEnd = glyph.IsSpace ? InkEnd : Math.Max(InkEnd, glyph.End);
        End = Math.Max(End, glyph.End);
        IsBlank &= glyph.IsSpace;
    }
}
