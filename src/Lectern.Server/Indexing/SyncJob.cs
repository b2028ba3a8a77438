namespace Lectern.Server.Indexing;

internal sealed record SyncJob(string IndexId, string ProjectId, long Attempts);
