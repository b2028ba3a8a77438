namespace Lectern.Contracts;

/// <summary>What an index held at some time. While it is kept, it can be made live again.</summary>
/// <param name="Number">A turn's retrievals note it as their <c>generation</c>.</param>
/// <param name="IsLive">Whether the index is searched as this generation.</param>
/// <param name="IsStep">Whether a later generation of the same sync went on from it.</param>
/// <param name="CreatedAt">When it became live.</param>
/// <param name="ReplacedAt">When the next one did; null for the live one.</param>
/// <param name="RestoredFrom">The generation that it made live again; null when a sync made it.</param>
/// <param name="Files">With those that could not be read.</param>
/// <param name="FilesFailed">Files that could not be read.</param>
/// <param name="Chunks">Passages.</param>
/// <param name="ChunksEmbedded">Passages that had a vector when it became live.</param>
public sealed record GenerationResponse(
    long Number,
    bool IsLive,
    bool IsStep,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReplacedAt,
    long? RestoredFrom,
    int Files,
    int FilesFailed,
    int Chunks,
    int ChunksEmbedded);
