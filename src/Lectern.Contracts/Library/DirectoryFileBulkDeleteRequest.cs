namespace Lectern.Contracts;

/// <param name="DirectoryFileIds">1 to 100.</param>
public sealed record DirectoryFileBulkDeleteRequest(
    [Field(Presence.Given, Min = 1, Max = RequestLimits.BulkDeletedFiles)] IReadOnlyList<string?>? DirectoryFileIds);
