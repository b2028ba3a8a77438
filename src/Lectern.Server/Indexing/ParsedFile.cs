using System.Text.Json.Serialization;
using Lectern.Server.Indexing.Parsing;

namespace Lectern.Server.Indexing;

/// <summary>A file as its index will hold it, or why it cannot be read.</summary>
/// <param name="Reason">Null when it was read.</param>
/// <param name="Text">The whole parsed text.</param>
/// <param name="Characters">Unicode code points of the text.</param>
internal sealed record ParsedFile(
    string? Reason,
    string Parser,
    int Pages,
    IReadOnlyList<int> PagesWithoutText,
    string Text,
    int Characters,
    IReadOnlyList<IndexedChunk> Chunks,
    double DurationMs)
{
    /// <summary>
    /// About what it takes up in an index, attachments included: the text twice with its terms, and a vector a chunk.
    /// </summary>
    [JsonIgnore]
    public long BytesInIndex => Attachments.Sum(a => a.Size) + (Text.Length * 3L) + (Chunks.Count * 3_000L);

    /// <param name="parser">Whether it is tried again: see <see cref="FileFault.TriedAgain"/>.</param>
    public static ParsedFile Failed(string reason, string parser, double milliseconds = 0) =>
        new(reason, parser, 0, [], "", 0, [], milliseconds);

    /// <summary>What the index asked to be stored beside the text; the objects are in the blob store already.</summary>
    public IReadOnlyList<IndexedAttachment> Attachments { get; init; } = [];

    /// <summary>Where the text stands on its pages.</summary>
    public IReadOnlyList<PageBoxes> Boxes { get; init; } = [];

    /// <inheritdoc cref="IndexedFile.Notes"/>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
