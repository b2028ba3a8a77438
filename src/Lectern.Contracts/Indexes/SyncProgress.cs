using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <param name="Stage"><c>parsing</c>, <c>embedding</c> or <c>writing</c>.</param>
/// <param name="ChunksDone">While chunks that are found by words already are embedded: how many have their vectors made.</param>
/// <param name="ChunksTotal">How many those are.</param>
public sealed record SyncProgress(
    int FilesDone, int FilesTotal, int PagesDone,
    [Field(OneOf = [SyncStage.Parsing, SyncStage.Embedding, SyncStage.Writing])] string Stage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ChunksDone = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ChunksTotal = null);
