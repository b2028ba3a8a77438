namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// How many cells may be filled with what merged ones hold, in all sheets of a file: their text is not longer than what is read
/// of one. Beyond it the text stands in the first cell alone. Not thread-safe.
/// </summary>
/// <param name="characters">What is read of one file.</param>
internal sealed class FillBudget(long characters)
{
    /// <summary>Beside its text.</summary>
    private const int CostOfCell = 8;

    private long left = characters;

    /// <returns>False when nothing is left.</returns>
    public bool Take(string text) => left > 0 && (left -= CostOfCell + text.Length) >= 0;
}
