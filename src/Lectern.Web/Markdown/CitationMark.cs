using Markdig.Syntax.Inlines;

namespace Lectern.Web.Markdown;

/// <summary>A mark such as <c>[3]</c> that stands for a citation.</summary>
internal sealed class CitationMark : LeafInline
{
    /// <summary>As it stands in the text, brackets included.</summary>
    public required string Marker { get; init; }

    /// <summary>Where it stands in the parsed part, UTF-16 units.</summary>
    public required int Position { get; init; }
}
