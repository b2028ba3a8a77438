namespace Lectern.Server.Indexing.Parsing;

/// <summary>Where a stretch of the text stands on its page.</summary>
/// <param name="Start">
/// Offset in the text; in UTF-16 units within a block, in Unicode code points of the whole text once encoded.
/// </param>
/// <param name="X">From the displayed page's left edge to the rectangle's, in points.</param>
/// <param name="Y">From the displayed page's top edge to the rectangle's, in points.</param>
internal readonly record struct TextBox(int Start, int Length, double X, double Y, double Width, double Height)
{
    public int End => Start + Length;
}
