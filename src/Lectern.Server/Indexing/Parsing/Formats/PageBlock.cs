using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>A block of a page: clean text, and where its words stand.</summary>
/// <param name="Places">Offsets in <paramref name="Text"/>, in order.</param>
/// <param name="FontSize">Of most of its letters, in points; 0 when unknown.</param>
/// <param name="Lines">How many lines it has.</param>
internal sealed record PageBlock(
    string Text, IReadOnlyList<TextBox> Places, double FontSize, int Lines, double Top, double Bottom)
{
    public BlockKind Kind { get; init; }

    /// <summary>1 to 6 for a heading.</summary>
    public int HeadingLevel { get; init; }

    /// <summary>Of a table.</summary>
    public TableShape? Table { get; init; }
}
