using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>A page as it was laid out: its blocks in reading order.</summary>
/// <param name="Width">Points, as displayed.</param>
internal sealed record PageLayout(int Number, double Width, double Height, List<PageBlock> Blocks)
{
    /// <summary>Where its pictures are, from the page's top left.</summary>
    public IReadOnlyList<Box> Pictures { get; init; } = [];

    /// <summary>Whether most of it may be a picture of text that nobody read.</summary>
    public bool LacksText { get; init; }

    /// <summary>Whether its own letters mean nothing.</summary>
    public bool IsJumble { get; init; }
}
