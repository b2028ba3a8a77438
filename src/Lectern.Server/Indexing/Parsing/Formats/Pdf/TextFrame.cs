namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// Coordinates in which text of one direction runs from left to right and its lines go down. Text of other directions on the
/// same page has a frame of its own, so that everything that finds words, lines and tables knows one direction only.
/// </summary>
internal sealed class TextFrame
{
    private readonly double cos;
    private readonly double sin;
    private readonly double pageHeight;

    /// <param name="degrees">Of the text's direction against the page's, counter-clockwise, 0 to 359.</param>
    /// <param name="isVertical">Lines of upright signs, one below the other, from right to left.</param>
    public TextFrame(int degrees, bool isVertical, double pageHeight)
    {
        (sin, cos) = degrees switch
        {
            0 => (0, 1),
            90 => (1, 0),
            180 => (0, -1),
            270 => (-1, 0),
            _ => Math.SinCos(degrees * Math.PI / 180),
        };
        (Degrees, IsVertical, this.pageHeight) = (degrees, isVertical, pageHeight);
    }

    public int Degrees { get; }

    public bool IsVertical { get; }

    /// <param name="x">PDF's coordinates, which count from the bottom.</param>
    public double Along(double x, double y) => (x * cos) + (y * sin);

    /// <inheritdoc cref="Along"/>
    public double Down(double x, double y) => (x * sin) - (y * cos);

    /// <returns>The rectangle that holds the box, from the page's top left.</returns>
    public Box ToPage(Box box)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var (along, down) in (ReadOnlySpan<(double, double)>)[
            (box.Left, box.Top), (box.Right, box.Top), (box.Left, box.Bottom), (box.Right, box.Bottom)])
        {
            var x = (along * cos) + (down * sin);
            var y = pageHeight - ((along * sin) - (down * cos));
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        return new Box(left, top, right, bottom);
    }

    /// <param name="box">From the page's top left.</param>
    /// <returns>The rectangle in this frame that holds it.</returns>
    public Box FromPage(Box box)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var (x, down) in (ReadOnlySpan<(double, double)>)[
            (box.Left, box.Top), (box.Right, box.Top), (box.Left, box.Bottom), (box.Right, box.Bottom)])
        {
            var (a, d) = (Along(x, pageHeight - down), Down(x, pageHeight - down));
            (left, right) = (Math.Min(left, a), Math.Max(right, a));
            (top, bottom) = (Math.Min(top, d), Math.Max(bottom, d));
        }

        return new Box(left, top, right, bottom);
    }
}
