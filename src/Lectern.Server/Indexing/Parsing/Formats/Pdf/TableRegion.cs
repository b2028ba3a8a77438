namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A table as it was found: where its columns are, the lines that are drawn in it, and what stands in it.</summary>
/// <param name="Edges">From left to right, one more than there are columns.</param>
/// <param name="IsRuled">Whether its columns were found by upright lines.</param>
internal sealed record TableRegion(Box Box, double[] Edges, List<TextRun> Runs, Rulings Lines, bool IsRuled)
{
    public int Columns => Edges.Length - 1;
}
