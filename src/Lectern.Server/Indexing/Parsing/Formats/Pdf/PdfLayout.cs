using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Lays a page out: words, rows of words, tables, paragraphs, and the order in which they are read. What runs in another
/// direction than most of the page comes after it.
/// </summary>
internal static class PdfLayout
{
    private const int MostPictures = 500;

    public static PageParts Of(Page page, Func<Letter, bool>? isShown = null)
    {
        var parts = new List<PagePart>();
        var frames = PageGlyphs.Of(page, isShown);
        frames.Sort((a, b) => b.Pieces.Sum(p => p.Glyphs.Count).CompareTo(a.Pieces.Sum(p => p.Glyphs.Count)));
        var laid = frames.ConvertAll(f => Runs(page, f.Frame, f.Pieces));
        for (var i = 0; i < laid.Count; i++)
        {
            var (frame, rows, rulings) = laid[i];
            var runs = rows.SelectMany(r => r).ToList();
            var tables = GridTables.Of(runs, rulings);
            if (i == 0)
                tables = tables.ConvertAll(t => WithTurned(t, frame, laid));
            parts.AddRange(Laid(Without(rows, tables), tables, rulings));
        }

        var all = new PageParts(page.Number, page.Width, page.Height, parts);
        if (page.NumberOfImages > 0)
            all.Pictures.AddRange(page.GetImages().Take(MostPictures).Select(i => Picture(i.BoundingBox, page))
                .Where(b => b is { Width: > 0, Height: > 0 }));
        return all;
    }

    private static Box Picture(PdfRectangle place, Page page) => new(
        Math.Max(0, Math.Min(place.TopLeft.X, place.BottomRight.X)), Math.Max(
            0, page.Height - Math.Max(place.TopLeft.Y, place.BottomRight.Y)),
        Math.Min(page.Width, Math.Max(place.TopLeft.X, place.BottomRight.X)),
        Math.Min(page.Height, page.Height - Math.Min(place.TopLeft.Y, place.BottomRight.Y)));

    private static (
        TextFrame Frame, List<List<TextRun>> Rows, Rulings Rulings) Runs(Page page, TextFrame frame, List<GlyphPiece> pieces)
    {
        var rows = TextRows.Of(pieces).ConvertAll(r => PdfWords.Of(r, frame));
        rows.RemoveAll(r => r.Count == 0);
        var rulings = Rulings.Of(page, frame);
        return (frame, TextRuns.Of(rows, rulings), rulings);
    }

    /// <summary>A narrow column's head is often turned: it stands in its cell all the same.</summary>
    private static TableRegion WithTurned(
        TableRegion table, TextFrame frame, List<(TextFrame Frame, List<List<TextRun>> Rows, Rulings Rulings)> laid)
    {
        var runs = table.Runs;
        foreach (var (_, rows, _) in laid.Where(l => l.Frame != frame))
        {
            foreach (var row in rows)
            {
                var inside = row.FindAll(r => table.Box.Holds(Turned(r).CentreX, Turned(r).CentreY));
                runs = [.. runs, .. inside.Select(r => r.Turned(Turned(r)))];
                row.RemoveAll(inside.Contains);
            }
        }

        return table with { Runs = runs };

        Box Turned(TextRun run) => frame.FromPage(run.Words[0].Frame.ToPage(run.Box));
    }

    private static List<PagePart> Laid(List<List<TextRun>> rows, List<TableRegion> tables, Rulings rulings)
    {
        var blocks = TextBlocks.Of(rows);
        Prose.Mark(blocks);
        Labels.Unmark(rows, blocks);
        var columns = new PageColumns(rows, blocks);
        var aligned = AlignedTables.Of(rows, columns, rulings);
        if (aligned.Count > 0)
            blocks = TextBlocks.Of(Without(rows, aligned));
        blocks = TextBlocks.WithLinesJoined(blocks, columns);

        var parts = tables.Concat(aligned).Select(t => new PagePart(t.Box, null, t)).ToList();
        parts.AddRange(blocks.Select(b => new PagePart(b.Select(l => l.Box).Aggregate((x, y) => x.Union(y)), b, null)));
        return ReadingOrder.Of(parts.ConvertAll(p => p.Box)).ConvertAll(i => parts[i]);
    }

    private static List<List<TextRun>> Without(List<List<TextRun>> rows, List<TableRegion> tables)
    {
        if (tables.Count == 0)
            return rows;
        var taken = tables.SelectMany(t => t.Runs).Select(r => r.Origin).ToHashSet();
        return rows.ConvertAll(r => r.FindAll(run => !taken.Contains(run)));
    }
}
