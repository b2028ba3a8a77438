namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// How many cells may be filled with what others say: cells that span, are merged or are repeated. Every cell of its own earns
/// some, so that a file's text grows with the file. Beyond it a text stands in its first cell alone. Not thread-safe.
/// </summary>
/// <param name="start">What may be filled before anything is earned, in characters.</param>
internal sealed class FillBudget(long start)
{
    /// <summary>Beside its text.</summary>
    private const int CostOfCell = 8;
    private const int EarnedByOne = 8;

    private long left = start;

    /// <summary>A cell of its own was read.</summary>
    public void Earn(string text) => left = Math.Max(0, left) + (EarnedByOne * (CostOfCell + text.Length));

    /// <returns>False when nothing is left.</returns>
    public bool Take(string text) => left > 0 && (left -= CostOfCell + text.Length) >= 0;
}
