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

    public void Add(Glyph glyph)
    {
        Glyphs.Add(glyph);
        End = Math.Max(End, glyph.End);
        IsBlank &= glyph.IsSpace;
    }
}
