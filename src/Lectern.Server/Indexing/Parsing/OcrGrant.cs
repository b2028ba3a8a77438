namespace Lectern.Server.Indexing.Parsing;

/// <summary>How many pages of one file may be read with OCR. It is asked when they are known. For one file.</summary>
/// <param name="ask">Gets a number of pages; returns how many of them may be read.</param>
internal sealed class OcrGrant(Func<int, int> ask)
{
    /// <summary>Pages that it was asked for.</summary>
    public int Wanted { get; private set; }

    /// <summary>Pages that were not read because of it.</summary>
    public int Refused { get; private set; }

    /// <returns>How many of the pages may be read.</returns>
    public int Ask(int pages)
    {
        var granted = pages == 0 ? 0 : ask(pages);
        Wanted += pages;
        Refused += pages - granted;
        return granted;
    }
}
