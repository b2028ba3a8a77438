using Lectern.Contracts;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>Joins the boxes of words into the rectangles of lines.</summary>
internal static class TextLines
{
    /// <summary>Words further apart than so many of their heights are in different columns.</summary>
    private const double MaxGapInHeights = 2;

    /// <param name="start">Unicode code points.</param>
    /// <param name="end">Exclusive.</param>
    public static IEnumerable<PageBox> Of(PageBoxes page, int start, int end)
    {
        PageBox? line = null;
        foreach (var word in page.Decode().Where(w => w.Start < end && w.End > start))
        {
            var box = new PageBox(page.Page, word.X, word.Y, word.Width, word.Height);
            if (line is null)
            {
                line = box;
            }
            else if (IsOneLine(line, box))
            {
                line = Union(line, box);
            }
            else
            {
                yield return line;
                line = box;
            }
        }

        if (line is not null)
            yield return line;
    }

    private static bool IsOneLine(PageBox line, PageBox word)
    {
        var height = Math.Min(line.Height, word.Height);
        var overlap = Math.Min(line.Y + line.Height, word.Y + word.Height) - Math.Max(line.Y, word.Y);
        var gap = Math.Max(word.X - (line.X + line.Width), line.X - (word.X + word.Width));
        return overlap > height / 2 && gap < Math.Max(line.Height, word.Height) * MaxGapInHeights;
    }

    private static PageBox Union(PageBox a, PageBox b)
    {
        var (x, y) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new PageBox(
            a.Page, x, y, Math.Max(a.X + a.Width, b.X + b.Width) - x, Math.Max(a.Y + a.Height, b.Y + b.Height) - y);
    }
}
