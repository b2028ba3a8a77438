using System.Text.Json.Serialization;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// What a file says, as Markdown-like text with its structure. Offsets are UTF-16 units in <see cref="Text"/>.
/// </summary>
/// <param name="Text">Line ends are <c>\n</c>; no control characters but <c>\n</c> and <c>\t</c>, no lone surrogates.</param>
/// <param name="Pages">In order; empty for formats without pages.</param>
/// <param name="Blocks">In order, not overlapping; white space between them belongs to none.</param>
internal sealed record ParsedDocument(string Text, IReadOnlyList<ParsedPage> Pages, IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>Where the text stands on its pages, word by word; one entry a page that has boxes, in order.</summary>
    public IReadOnlyList<PageBoxes> Boxes { get; init; } = [];

    /// <summary>What of the file was not read, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether a file inside of it has pages without text. Known where it was read.</summary>
    [JsonIgnore]
    public bool LacksTextInside { get; init; }

    [JsonIgnore]
    public IReadOnlyList<int> PagesWithoutText => [.. Pages.Where(p => !p.HasText).Select(p => p.Number)];
}
