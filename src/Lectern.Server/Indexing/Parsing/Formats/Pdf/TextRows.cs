namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Puts pieces that stand on one baseline, anywhere across the page, in a row. Raised and lowered small letters go to the row
/// of the letters that they touch; what is drawn again in the same place is dropped, and what is drawn over other words is a
/// row of its own.
/// </summary>
internal static class TextRows
{
    /// <summary>Of the letters' size: lines of a table are not always drawn on the very same height.</summary>
    private const double SameBaseline = 0.22;

    private const double SmallerThanLine = 0.86;
    private const double MostRaised = 0.8;
    private const double MostLowered = 0.5;
    private const double TouchingGap = 0.35;
    public const double PowerGap = 0.9;

    /// <summary>Letters of one line overlap a little, as kerning and accents do.</summary>
    private const double MostOverlap = 0.6;

    /// <summary>The same letter within this share of its size is the same: bold letters are made so.</summary>
    private const double SamePlace = 0.35;

    /// <returns>The glyphs of each row from left to right, rows from top to bottom.</returns>
    public static List<List<Glyph>> Of(List<GlyphPiece> pieces)
    {
        var rows = Clusters([.. pieces.Where(p => !p.IsBlank).OrderBy(p => p.Base)]);
        AddBlanks(rows, pieces);
        var shifted = Shifts(rows);
        var result = new List<List<Glyph>>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count > 0)
                result.AddRange(Layers(rows[i], shifted));
        }

        return result;
    }

    private static List<List<GlyphPiece>> Clusters(List<GlyphPiece> sorted)
    {
        var rows = new List<List<GlyphPiece>>();
        var line = double.MinValue;
        foreach (var piece in sorted)
        {
            if (rows.Count > 0 && piece.Base - line <= SameBaseline * Math.Min(piece.Size, rows[^1][0].Size))
            {
                rows[^1].Add(piece);
            }
            else
            {
                rows.Add([piece]);
                line = piece.Base;
            }
        }

        return rows;
    }

    private static void AddBlanks(List<List<GlyphPiece>> rows, List<GlyphPiece> pieces)
    {
        var lines = rows.ConvertAll(r => r[0].Base).ToArray();
        foreach (var blank in pieces)
        {
            if (!blank.IsBlank)
                continue;
            var at = Array.BinarySearch(lines, blank.Base);
            at = at >= 0 ? at : ~at - 1;
            if (at >= 0 && blank.Base - lines[at] <= SameBaseline * blank.Size)
                rows[at].Add(blank);
        }
    }

    /// <summary>Moves small pieces beside larger ones to the larger ones' row.</summary>
    /// <returns>Those that were moved, and which way.</returns>
    private static Dictionary<GlyphPiece, sbyte> Shifts(List<List<GlyphPiece>> rows)
    {
        var shifts = new Dictionary<GlyphPiece, sbyte>();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var p = rows[i].Count - 1; p >= 0; p--)
            {
                var piece = rows[i][p];
                if (shifts.ContainsKey(piece) || Neighbour(rows, i, piece, shifts) is not { } row)
                    continue;
                shifts.Add(piece, row > i ? (sbyte)1 : (sbyte)-1);
                rows[i].RemoveAt(p);
                rows[row].Add(piece);
            }
        }

        return shifts;
    }

    private static int? Neighbour(List<List<GlyphPiece>> rows, int own, GlyphPiece piece, Dictionary<GlyphPiece, sbyte> shifts)
    {
        for (var row = own + 1; row < rows.Count; row++)
        {
            if (rows[row].Count == 0)
                continue;
            var raised = rows[row][0].Base - piece.Base;
            if (raised > piece.Size / SmallerThanLine * 3)
                break;
            if (Touches(rows[row], piece, raised, MostRaised, shifts))
                return row;
        }

        for (var row = own - 1; row >= 0; row--)
        {
            if (rows[row].Count == 0)
                continue;
            var lowered = piece.Base - rows[row][0].Base;
            if (lowered > piece.Size * 2)
                break;
            if (Touches(rows[row], piece, lowered, MostLowered, shifts))
                return row;
        }

        return null;
    }

    private static bool Touches(
        List<GlyphPiece> row, GlyphPiece small, double distance, double most, Dictionary<GlyphPiece, sbyte> shifts)
    {
        foreach (var large in row)
        {
            if (small.Size < large.Size * SmallerThanLine && distance < large.Size * most && !large.IsBlank
                && !shifts.ContainsKey(large)
                && (Math.Abs(small.Start - large.End) <= large.Size * (IsPower(large, small) ? PowerGap : TouchingGap)
                    || Math.Abs(large.Start - small.End) <= large.Size * TouchingGap
                    || Follows(large, small)))
                return true;
        }

        return false;
    }

    /// <summary>A raised number beside a number is its power, even at some distance.</summary>
    public static bool IsPower(in Glyph number, in Glyph raised) => IsDigit(number.Text) && IsDigit(raised.Text);

    private static bool IsPower(GlyphPiece number, GlyphPiece raised) => IsPower(number.Glyphs[^1], raised.Glyphs[0]);

    private static bool IsDigit(string text) => text.Length == 1 && char.IsDigit(text[0]);

    /// <summary>A piece of a line may leave room for what is raised in its midst.</summary>
    private static bool Follows(GlyphPiece large, GlyphPiece small)
    {
        if (small.Start < large.Start || small.End > large.End)
            return false;
        for (var i = 1; i < large.Glyphs.Count; i++)
        {
            if (large.Glyphs[i].Start >= small.End - (large.Size * 0.1))
                return large.Glyphs[i - 1].End <= small.Start + (large.Size * 0.1);
        }

        return false;
    }

    /// <summary>One list for what can be read from left to right; one more for each further text that is drawn over it.</summary>
    private static List<List<Glyph>> Layers(List<GlyphPiece> row, Dictionary<GlyphPiece, sbyte> shifts)
    {
        row.Sort((a, b) => a.Start.CompareTo(b.Start));
        var layers = new List<List<Glyph>>();
        var ends = new List<double>();
        foreach (var piece in row)
        {
            var shift = shifts.GetValueOrDefault(piece);
            var glyphs = piece.Glyphs;
            var layer = 0;
            for (; layer < layers.Count && piece.Start < ends[layer] - (piece.Size * MostOverlap) && !IsOfOthers(piece);
                layer++)
            {
                glyphs = [.. glyphs.Where(g => !IsDrawnAlready(g, layers[layer]))];
                if (glyphs.Count * 5 <= piece.Glyphs.Count)
                    break;
                glyphs = piece.Glyphs;
            }

            if (glyphs.Count * 5 <= piece.Glyphs.Count)
                continue;
            if (layer == layers.Count)
            {
                layers.Add([]);
                ends.Add(double.MinValue);
            }

            ends[layer] = piece.IsBlank ? ends[layer] : Math.Max(ends[layer], piece.InkEnd);
            foreach (var glyph in glyphs)
            {
                if (!IsDrawnAlready(glyph, layers[layer]))
                    layers[layer].Add(shift == 0 ? glyph : glyph with { Shift = shift });
            }
        }

        foreach (var layer in layers)
            Sort(layer);
        return layers;
    }

    /// <summary>Spaces, and marks that are drawn over letters, make no text of their own.</summary>
    private static bool IsOfOthers(GlyphPiece piece) =>
        piece.IsBlank || piece.Glyphs.TrueForAll(g => RightToLeft.IsMark(g.Text));

    private static void Sort(List<Glyph> glyphs)
    {
        for (var i = 1; i < glyphs.Count; i++)
        {
            if (glyphs[i].Start < glyphs[i - 1].Start)
            {
                // Stable: what has no width comes after what it was drawn after.
                var sorted = glyphs.OrderBy(g => g.Start).ToList();
                glyphs.Clear();
                glyphs.AddRange(sorted);
                return;
            }
        }
    }

    private static bool IsDrawnAlready(in Glyph glyph, List<Glyph> drawn)
    {
        for (var i = drawn.Count - 1; i >= 0 && i >= drawn.Count - 200; i--)
        {
            var other = drawn[i];
            if (Math.Abs(other.Start - glyph.Start) < Math.Min(glyph.Size * SamePlace, (glyph.End - glyph.Start) * 0.6)
                && !glyph.IsSpace && other.Text == glyph.Text)
                return true;
            if (other.End < glyph.Start - (glyph.Size * 2) && other.Start < glyph.Start)
                return false;
        }

        return false;
    }
}
