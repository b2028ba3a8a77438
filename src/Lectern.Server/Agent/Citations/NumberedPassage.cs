using Lectern.Server.Agent.Versions;

namespace Lectern.Server.Agent.Citations;

/// <summary>A stretch of a document that a tool has shown the model, by the number that the model cites it with.</summary>
/// <param name="Start">Code points in the file's parsed text.</param>
/// <param name="End">As <paramref name="Start"/>, exclusive.</param>
/// <param name="Content">As the model was shown it.</param>
internal sealed record NumberedPassage(
    int Number,
    string IndexId,
    string FileId,
    string FileName,
    int Start,
    int End,
    int? PageStart,
    int? PageEnd,
    string Content)
{
    /// <summary>The headings above it; null where they are not known.</summary>
    public string? Heading { get; init; }

    /// <summary>From when its document is; null where nothing tells.</summary>
    public DocumentDate? Date { get; init; }
}
