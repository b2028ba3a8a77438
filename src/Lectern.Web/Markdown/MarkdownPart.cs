namespace Lectern.Web.Markdown;

/// <summary>A run of whole blocks.</summary>
/// <param name="Start">Where it stands in the text, UTF-16 units.</param>
/// <param name="IsClosed">It will not change.</param>
internal sealed record MarkdownPart(string Source, int Start, bool IsClosed);
