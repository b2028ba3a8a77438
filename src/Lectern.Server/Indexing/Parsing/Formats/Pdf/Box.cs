namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A rectangle; down is the larger number.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double CentreX => (Left + Right) / 2;

    public double CentreY => (Top + Bottom) / 2;

    public Box Union(Box other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>How much the two have in common from left to right; below 0 the distance between them.</summary>
    public double CommonWidth(Box other) => Math.Min(Right, other.Right) - Math.Max(Left, other.Left);

    /// <summary>How much the two have in common from top to bottom; below 0 the distance between them.</summary>
    public double CommonHeight(Box other) => Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Top && y <= Bottom;
}
