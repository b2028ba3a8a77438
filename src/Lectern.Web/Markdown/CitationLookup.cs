using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Web.Markdown;

/// <summary>The citations of one text by where their marks stand.</summary>
internal sealed class CitationLookup
{
    private readonly Dictionary<int, Citation> byPosition = [];

    /// <summary>Of a text that still comes: any bracket may be a mark.</summary>
    public static CitationLookup Coming { get; } = new("", []);

    public CitationLookup(string content, IReadOnlyList<Citation> citations)
    {
        var walk = new CodePointWalk(content);
        foreach (var citation in citations.OrderBy(c => c.Position))
            byPosition[walk.ToUtf16(citation.Position)] = citation;
    }

    /// <summary>By its place alone: a quoted document may have a footnote of the same number.</summary>
    /// <param name="position">UTF-16 units.</param>
    /// <returns>Null while the text is not whole, and for brackets that are no citation.</returns>
    public Citation? Find(string marker, int position) =>
        byPosition.TryGetValue(position, out var citation) && citation.Marker == marker ? citation : null;
}
