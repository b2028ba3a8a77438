namespace Lectern.Server.Indexing.Parsing.Formats.Html;

/// <summary>
/// Which elements are open while a page's tags are gone through, about as the rules of HTML have it: enough to know how deep they
/// nest, and how many that tell how letters look were left open by an end tag that passed over them.
/// </summary>
internal sealed class OpenElements
{
    /// <summary>Stands for those that were opened again, in its number.</summary>
    private const string Reopened = "+";

    /// <summary>Of those that are alike in all they say more do not stay open.</summary>
    private const int MostAlike = 3;
    private const int MaxSearch = 200;

    private readonly List<(string Name, int Count, int LettersOpen)> open = [];

    /// <summary>Left open in the page: those that are open and those that ended with what is around them.</summary>
    private readonly List<(string Name, string Tag)> letters = [];

    /// <summary>Where those of the innermost cell begin.</summary>
    private int cell;
    private int lettersOpen;

    public int Depth => open.Count;

    /// <summary>Whether what is open is a part of a drawing or formula, which has rules of its own.</summary>
    public bool IsInDrawing => Drawing is not null;

    private int? Drawing
    {
        get
        {
            var at = open.FindLastIndex(e => e.Name is "svg" or "math" or "foreignobject" or "desc" or "annotation-xml");
            return at >= 0 && open[at].Name is "svg" or "math" ? at : null;
        }
    }

    public void CloseDrawing()
    {
        if (Drawing is { } at)
            CloseFrom(at);
    }

    /// <param name="tag">All of it.</param>
    /// <returns>How many elements are opened again for it.</returns>
    public int Push(string name, string tag)
    {
        open.Add((name, cell, lettersOpen));
        if (HtmlElements.IsLetters(name))
        {
            Keep(name, tag);
            lettersOpen++;
        }
        else if (HtmlElements.IsCell(name))
        {
            (cell, lettersOpen) = (letters.Count, 0);
        }

        var again = HtmlElements.IsOfTable(name) ? 0 : Math.Max(0, letters.Count - cell - lettersOpen);
        if (again == 0)
            return 0;
        open.Add((Reopened, again, lettersOpen));
        lettersOpen += again;
        return again;
    }

    /// <summary>An element that its like, or a block, ends without an end tag.</summary>
    public void CloseBefore(string name)
    {
        foreach (var ended in HtmlElements.EndedBy(name))
        {
            if (Find(ended) is { } at)
                CloseFrom(at);
        }
    }

    public void Close(string name)
    {
        if (!HtmlElements.IsLetters(name))
        {
            if (Find(name) is { } at)
                CloseFrom(at);
            return;
        }

        var last = letters.FindLastIndex(letters.Count - 1, Math.Min(MaxSearch, letters.Count - cell), l => l.Name == name);
        if (last >= 0)
            letters.RemoveAt(last);
        if (Find(name) is { } letter)
        {
            open.RemoveAt(letter);
            lettersOpen = Math.Max(0, lettersOpen - 1);
        }
    }

    private void Keep(string name, string tag)
    {
        var alike = 0;
        for (var i = letters.Count - 1; i >= cell && i >= letters.Count - MaxSearch; i--)
        {
            if (letters[i].Tag != tag || ++alike < MostAlike)
                continue;
            letters.RemoveAt(i);
            break;
        }

        letters.Add((name, tag));
    }

    /// <summary>Not beyond what holds such elements: an item's list, a cell's table.</summary>
    private int? Find(string name)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Name == name)
                return i;
            if (HtmlElements.Holds(open[i].Name, name))
                return null;
        }

        return null;
    }

    private void CloseFrom(int first)
    {
        for (var i = open.Count - 1; i >= first; i--)
        {
            var (name, count, before) = open[i];
            if (HtmlElements.IsCell(name))
            {
                letters.RemoveRange(cell, letters.Count - cell);
                (cell, lettersOpen) = (count, before);
            }
            else if (name == Reopened || HtmlElements.IsLetters(name))
            {
                lettersOpen = Math.Max(0, lettersOpen - (name == Reopened ? count : 1));
            }
        }

        open.RemoveRange(first, open.Count - first);
    }
}
