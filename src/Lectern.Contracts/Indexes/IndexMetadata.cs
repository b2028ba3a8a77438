using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>How an index stands. Keys that say nothing are left out.</summary>
/// <param name="Status"><c>syncing</c>, <c>ready</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Error">Why the last sync failed as a whole.</param>
/// <param name="Progress">While a sync runs.</param>
/// <param name="Files">Counts of the last sync that ended.</param>
/// <param name="Failures">Up to 100 files that could not be read, with the reason.</param>
public sealed record IndexMetadata(
    [Field(OneOf = [IndexStatus.Syncing, IndexStatus.Ready, IndexStatus.Failed, IndexStatus.Cancelled])] string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SyncProgress? Progress = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IndexFileCounts? Files = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IndexFileFailure>? Failures = null);
