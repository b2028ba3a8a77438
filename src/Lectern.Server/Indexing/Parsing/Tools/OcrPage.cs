using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Server.Indexing.Parsing.Tools;

/// <param name="Width">Points.</param>
internal sealed record OcrPage(double Width, double Height, List<PageBlock> Blocks)
{
    /// <summary>Of 100, the mean over the letters.</summary>
    public double Confidence { get; init; }

    public int Letters { get; init; }
}
