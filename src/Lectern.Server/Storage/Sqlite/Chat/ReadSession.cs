using Lectern.Server.Chat;

namespace Lectern.Server.Storage.Sqlite.Chat;

/// <summary>A session's columns in a row that has more. Set by properties: some of the others are computed.</summary>
internal abstract record ReadSession
{
    public string Id { get; init; } = "";

    public string? Title { get; init; }

    public string? IndexIds { get; init; }

    public string SharedAccess { get; init; } = "";

    public string? JobMetadata { get; init; }

    public long UpdatedAt { get; init; }

    public string? Model { get; init; }

    protected SessionRow Session => new(Id, Title, IndexIds, SharedAccess, JobMetadata, UpdatedAt, Model);
}
