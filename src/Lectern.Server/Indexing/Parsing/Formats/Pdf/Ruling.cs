namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A straight line that is drawn along or across the text.</summary>
/// <param name="At">
/// Where it stands: its height for a horizontal one, counted down; its distance from the left for an upright one.
/// </param>
/// <param name="From">Where it begins, from the left or from the top.</param>
internal readonly record struct Ruling(double At, double From, double To)
{
    public double Length => To - From;

    /// <summary>How much of a stretch it covers, 0 to 1.</summary>
    public double Covers(double from, double to) =>
        to <= from ? 0 : Math.Max(0, Math.Min(To, to) - Math.Max(From, from)) / (to - from);
}
