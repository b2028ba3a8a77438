using Lectern.Contracts;

namespace Lectern.Server.Indexing;

/// <summary>What an index held at some time.</summary>
/// <param name="Number">Grows with each swap.</param>
/// <param name="ReplacedAt">Null for the live one.</param>
/// <param name="First">The first generation of the same sync or restore.</param>
/// <param name="Restored">The one that it made live again.</param>
/// <param name="Failed">Of the files.</param>
/// <param name="Embedded">Of the chunks.</param>
internal sealed record IndexGeneration(
    long Number, DateTimeOffset CreatedAt, DateTimeOffset? ReplacedAt, long First, long? Restored, int Files, int Failed,
    int Chunks, int Embedded)
{
    /// <summary>Whether a later generation of the same sync went on from it; the last one of a sync is none.</summary>
    public bool IsStep { get; init; }

    public GenerationResponse ToResponse() => new(
        Number, ReplacedAt is null, IsStep, CreatedAt, ReplacedAt, Restored, Files, Failed, Chunks, Embedded);
}
