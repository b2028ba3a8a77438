namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>Counts a document's lists and headings. Stateful.</summary>
internal sealed class OpenDocumentLists(OpenDocumentStyles styles)
{
    private const int MaxLevels = 10;

    private readonly Dictionary<string, int[]> last = new(StringComparer.Ordinal);
    private readonly Stack<(string? Style, int[] Counts)> open = [];

    public int Depth => open.Count;

    public void Enter(string? style, bool goesOn)
    {
        var inner = open.TryPeek(out var outer);
        var name = style ?? outer.Style;
        var counts = inner ? outer.Counts : goesOn && name is not null && last.TryGetValue(
            name, out var before) ? before : new int[MaxLevels + 1];
        if (name is not null)
            last[name] = counts;
        open.Push((name, counts));
    }

    public void Leave() => open.Pop();

    /// <returns>The mark of the next item.</returns>
    public string Next(int? start)
    {
        var (style, counts) = open.Peek();
        return Next(style, counts, Math.Min(open.Count, MaxLevels), start) is { Length: > 0 } number ? number : "-";
    }

    /// <returns>The number of a heading; empty where headings have none.</returns>
    public string Heading(int level)
    {
        if (!last.TryGetValue(OpenDocumentStyles.Outline, out var counts))
            last[OpenDocumentStyles.Outline] = counts = new int[MaxLevels + 1];
        level = Math.Clamp(level, 1, MaxLevels);
        return Next(OpenDocumentStyles.Outline, counts, level, null);
    }

    private string Next(string? style, int[] counts, int level, int? start)
    {
        var set = styles.OfLevel(style, level);
        counts[level] = start ?? (counts[level] == 0 ? set?.Start ?? 1 : counts[level] + 1);
        Array.Clear(counts, level + 1, MaxLevels - level);
        if (set is null || set.Format.Length == 0)
            return "";
        var shown = Enumerable.Range(Math.Max(1, level - set.Shown + 1), Math.Min(level, Math.Max(1, set.Shown)))
            .Select(l => Numerals.Of(Math.Max(1, counts[l]), styles.OfLevel(style, l)?.Format ?? "1"));
        return set.Prefix + string.Join('.', shown) + set.Suffix;
    }
}
