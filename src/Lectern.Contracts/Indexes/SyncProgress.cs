namespace Lectern.Contracts;

/// <param name="Stage"><c>parsing</c>, <c>embedding</c> or <c>writing</c>.</param>
public sealed record SyncProgress(
    int FilesDone, int FilesTotal, int PagesDone,
    [Field(OneOf = [SyncStage.Parsing, SyncStage.Embedding, SyncStage.Writing])] string Stage);
