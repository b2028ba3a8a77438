using Lectern.Contracts;

namespace Lectern.Web.Markdown;

/// <summary>A stretch of a text that no document proves.</summary>
/// <param name="Start">UTF-16 units of the text's source, as <paramref name="End"/>.</param>
/// <param name="Contradiction">Where a source says otherwise, or null.</param>
internal sealed record TextMark(int Start, int End, ContradictedSpan? Contradiction);
