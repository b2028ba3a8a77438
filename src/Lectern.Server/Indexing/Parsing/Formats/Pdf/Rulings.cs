using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>The straight lines of a page: strokes, and filled rectangles so thin that they are lines.</summary>
internal sealed class Rulings
{
    /// <summary>A page of more is a drawing.</summary>
    private const int MaxLines = 12_000;

    private const double MaxThickness = 3;
    private const double Slant = 0.6;
    private const double SameLine = 1.2;
    private const double MaxBreak = 3;
    private const double MinLength = 6;

    private Rulings(List<Ruling> horizontal, List<Ruling> upright) => (Horizontal, Upright) = (horizontal, upright);

    /// <param name="horizontal">From top to bottom.</param>
    /// <param name="upright">From left to right.</param>
    public static Rulings From(List<Ruling> horizontal, List<Ruling> upright) => new(horizontal, upright);

    public static Rulings None { get; } = new([], []);

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<Ruling> Horizontal { get; }

    /// <summary>From left to right.</summary>
    public IReadOnlyList<Ruling> Upright { get; }

    public static Rulings Of(Page page, TextFrame frame)
    {
        if (frame.Degrees % 90 != 0 || page.Paths.Count == 0)
            return None;
        var (horizontal, upright) = (new List<Ruling>(), new List<Ruling>());
        foreach (var path in page.Paths)
        {
            if (!path.IsStroked && !path.IsFilled)
                continue;
            foreach (var (from, to) in path.SelectMany(part => Lines(part, path.IsStroked)))
                Add(from, to);
            if (horizontal.Count + upright.Count > MaxLines)
                return None;
        }

        return new Rulings(Merged(horizontal), Merged(upright));

        void Add(PdfPoint a, PdfPoint b)
        {
            var (x, right) = (frame.Along(a.X, a.Y), frame.Along(b.X, b.Y));
            var (y, bottom) = (frame.Down(a.X, a.Y), frame.Down(b.X, b.Y));
            if (Math.Abs(y - bottom) <= Slant && Math.Abs(x - right) > Slant)
                horizontal.Add(new Ruling((y + bottom) / 2, Math.Min(x, right), Math.Max(x, right)));
            else if (Math.Abs(x - right) <= Slant && Math.Abs(y - bottom) > Slant)
                upright.Add(new Ruling((x + right) / 2, Math.Min(y, bottom), Math.Max(y, bottom)));
        }
    }

    /// <summary>What a path draws as lines; a thin filled rectangle is one.</summary>
    private static IEnumerable<(PdfPoint From, PdfPoint To)> Lines(PdfSubpath part, bool isStroked)
    {
        if (part.Commands.Count > 200)
            yield break;
        if (isStroked)
        {
            foreach (var line in part.Commands.OfType<PdfSubpath.Line>())
                yield return (line.From, line.To);
            if (part.IsDrawnAsRectangle && part.GetBoundingRectangle() is { } drawn)
                yield return (drawn.TopLeft, drawn.BottomLeft);
        }
        else if (part.GetBoundingRectangle() is { } box && (box.Width <= MaxThickness || box.Height <= MaxThickness))
        {
            yield return box.Width > box.Height
                ? (new PdfPoint(box.Left, box.Centroid.Y), new PdfPoint(box.Right, box.Centroid.Y))
                : (new PdfPoint(box.Centroid.X, box.Bottom), new PdfPoint(box.Centroid.X, box.Top));
        }
    }

    /// <summary>Whether an upright line stands between two words.</summary>
    public bool IsBetween(double left, double right, Box line)
    {
        var (low, high) = (0, Upright.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Upright[middle].At < left - 1)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < Upright.Count && Upright[low].At <= right + 1; low++)
        {
            if (Upright[low].From < line.CentreY && Upright[low].To > line.CentreY)
                return true;
        }

        return false;
    }

    /// <summary>Whether a line is drawn across, between two heights and over most of a stretch.</summary>
    public bool HasHorizontal(double top, double bottom, double left, double right)
    {
        foreach (var line in Horizontal)
        {
            if (line.At > top && line.At < bottom && line.Covers(left, right) > 0.5)
                return true;
        }

        return false;
    }

    /// <summary>Lines are often drawn cell by cell, or twice.</summary>
    private static List<Ruling> Merged(List<Ruling> lines)
    {
        lines.Sort((a, b) => a.At.CompareTo(b.At));
        var merged = new List<Ruling>();
        for (var first = 0; first < lines.Count;)
        {
            var end = first + 1;
            while (end < lines.Count && lines[end].At - lines[first].At <= SameLine)
                end++;
            var level = lines.GetRange(first, end - first);
            level.Sort((a, b) => a.From.CompareTo(b.From));
            var open = level[0];
            foreach (var line in level)
            {
                if (line.From <= open.To + MaxBreak)
                {
                    open = open with { To = Math.Max(open.To, line.To) };
                    continue;
                }

                Add(open);
                open = line;
            }

            Add(open);
            first = end;
        }

        return merged;

        void Add(Ruling line)
        {
            if (line.Length >= MinLength)
                merged.Add(line);
        }
    }
}
