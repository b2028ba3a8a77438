namespace Lectern.Server.Indexing.Parsing;

/// <param name="Number">From 1.</param>
internal sealed record ParsedPage(int Number, int Start, int Length, bool HasText)
{
    /// <summary>Points, as the page is displayed; 0 in a format whose pages have no size.</summary>
    public double Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public double Height { get; init; }
}
