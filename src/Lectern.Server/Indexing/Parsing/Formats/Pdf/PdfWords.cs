using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Joins a page's letters into words. Letters that are drawn one after the other and touch are a word; then parts that touch, though
/// they were drawn apart, are joined. What touching is, is PdfPig's <c>NearestNeighbourWordExtractor</c>'s rule, which looks for every
/// letter's neighbour on the page and takes eight times as long.
/// </summary>
internal static class PdfWords
{
    /// <summary>Of the larger of letters' sizes and widths.</summary>
    private const double TouchingShare = 0.2;

    /// <summary>Points; nothing can come between.</summary>
    private const double AtOnce = 0.05;

    /// <summary>Words drawn again within this share of their size are the same: bold letters are made so.</summary>
    private const double SamePlaceShare = 0.35;

    public static List<Word> Of(IReadOnlyList<Letter> letters)
    {
        var parts = Joined(InOrder(letters));
        var words = new List<Word>(parts.Count);
        var seen = new Dictionary<string, List<PdfPoint>>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var word = new Word(part);
            if (!string.IsNullOrWhiteSpace(word.Text) && IsNew(word, seen))
                words.Add(word);
        }

        return words;
    }

    /// <summary>A space is a part of its own.</summary>
    private static List<List<Letter>> InOrder(IReadOnlyList<Letter> letters)
    {
        var parts = new List<List<Letter>>();
        foreach (var letter in letters)
        {
            if (parts is [.., var open] && !IsSpace(letter) && !IsSpace(open[^1]) && Distance(open[^1], letter) < Touching(open[^1], letter))
                open.Add(letter);
            else
                parts.Add([letter]);
        }

        return parts;
    }

    /// <summary>
    /// Each part is joined to the nearest one that begins where it ends, if that is nearest to none other; words end where a space was
    /// joined.
    /// </summary>
    private static List<List<Letter>> Joined(List<List<Letter>> parts)
    {
        var byStart = parts.Select((part, i) => (part[0].StartBaseLine.X, Part: i)).OrderBy(p => p.X).ToArray();
        var starts = Array.ConvertAll(byStart, p => p.X);
        var reach = parts.Count == 0 ? 0 : parts.Max(p => p.Max(Size)) * TouchingShare * 2;
        var next = new int[parts.Count];
        var claimed = new (int By, double Distance)[parts.Count];
        Array.Fill(next, -1);
        Array.Fill(claimed, (-1, double.MaxValue));
        for (var i = 0; i < parts.Count; i++)
        {
            var last = parts[i][^1];
            var (nearest, distance) = Nearest(i, last);
            if (nearest < 0 || distance >= claimed[nearest].Distance)
                continue;
            if (claimed[nearest].By >= 0)
                next[claimed[nearest].By] = -1;
            (next[i], claimed[nearest]) = (nearest, (i, distance));
        }

        var words = new List<List<Letter>>(parts.Count);
        var isTaken = new bool[parts.Count];

        // First those that begin a word; what is left goes round in circles (letters without a width), and begins anywhere.
        foreach (var i in Enumerable.Range(0, parts.Count).OrderBy(i => claimed[i].By >= 0))
        {
            var word = new List<Letter>();
            for (var part = i; part >= 0 && !isTaken[part]; part = next[part])
            {
                isTaken[part] = true;
                if (!IsSpace(parts[part][0]))
                {
                    word.AddRange(parts[part]);
                }
                else if (word.Count > 0)
                {
                    words.Add(word);
                    word = [];
                }
            }

            if (word.Count > 0)
                words.Add(word);
        }

        return words;

        (int Part, double Distance) Nearest(int self, Letter last)
        {
            // What is drawn next mostly is what comes next.
            if (self + 1 < parts.Count && Distance(last, parts[self + 1][0]) is < AtOnce and var gap)
                return (self + 1, gap);
            var (nearest, best) = (-1, double.MaxValue);
            var at = Array.BinarySearch(starts, last.EndBaseLine.X - reach);
            for (at = at < 0 ? ~at : at; at < byStart.Length && starts[at] <= last.EndBaseLine.X + reach; at++)
            {
                var first = parts[byStart[at].Part][0];
                if (Math.Abs(first.StartBaseLine.Y - last.EndBaseLine.Y) > reach)
                    continue;
                var distance = Distance(last, first);
                if (byStart[at].Part != self && distance < best && distance < Touching(last, first))
                    (nearest, best) = (byStart[at].Part, distance);
            }

            return (nearest, best);
        }
    }

    private static bool IsNew(Word word, Dictionary<string, List<PdfPoint>> seen)
    {
        var place = word.BoundingBox.BottomLeft;
        var tolerance = Size(word.Letters[0]) * SamePlaceShare;
        if (!seen.TryGetValue(word.Text, out var places))
            seen.Add(word.Text, places = []);
        if (places.Exists(p => Math.Abs(p.X - place.X) < tolerance && Math.Abs(p.Y - place.Y) < tolerance))
            return false;
        places.Add(place);
        return true;
    }

    private static double Touching(Letter a, Letter b) =>
        Math.Max(Size(a), Size(b)) * TouchingShare * (IsTurned(a) || IsTurned(b) ? 2 : 1);

    private static bool IsTurned(Letter letter) => letter.TextOrientation == TextOrientation.Other;

    private static double Size(Letter letter) => Math.Max(Math.Abs(letter.BoundingBox.Width), letter.PointSize);

    /// <summary>From one letter's end to another's beginning, across and along; straight where the text stands at an angle.</summary>
    private static double Distance(Letter a, Letter b)
    {
        var (x, y) = (Math.Abs(a.EndBaseLine.X - b.StartBaseLine.X), Math.Abs(a.EndBaseLine.Y - b.StartBaseLine.Y));
        return IsTurned(a) || IsTurned(b) ? Math.Sqrt((x * x) + (y * y)) : x + y;
    }

    private static bool IsSpace(Letter letter) => string.IsNullOrWhiteSpace(letter.Value);
}
