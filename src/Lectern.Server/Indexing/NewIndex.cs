namespace Lectern.Server.Indexing;

/// <summary>A checked request for an index; lists are JSON.</summary>
internal sealed record NewIndex(
    string SourceDirectoryId, string? Name, string? Description, string SyncFrequency, string StoreAttachments, string Products,
    string VectorTarget);
