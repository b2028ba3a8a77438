using Lectern.Contracts;

namespace Lectern.Web.Markdown;

/// <summary>The citations of one text by where their marks stand.</summary>
internal sealed class CitationLookup
{
    private readonly Dictionary<int, Citation> byPosition = [];
    private readonly Dictionary<string, Citation> byMarker = new(StringComparer.Ordinal);

    public CitationLookup(string content, IReadOnlyList<Citation> citations)
    {
        // Positions count code points; the text here is UTF-16.
        var utf16 = 0;
        var points = 0;
        foreach (var citation in citations.OrderBy(c => c.Position))
        {
            while (points < citation.Position && utf16 < content.Length)
            {
                utf16 += char.IsSurrogatePair(content, utf16) ? 2 : 1;
                points++;
            }

            byPosition[utf16] = citation;
            byMarker.TryAdd(citation.Marker, citation);
        }
    }

    /// <param name="position">UTF-16 units.</param>
    /// <returns>Null while the text is not whole, and for brackets that are no citation.</returns>
    public Citation? Find(string marker, int position) =>
        byPosition.TryGetValue(
            position, out var citation) && citation.Marker == marker ? citation : byMarker.GetValueOrDefault(marker);
}
