using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// A chat's own index: made when something is first added to the chat, asked with each of its questions, and gone with the last
/// of its sessions. One that was deleted before is missed by nobody; the next file makes another. Thread-safe.
/// </summary>
internal sealed class ChatIndexes(
    IChatIndexes store, IDirectories directories, IIndexes indexes, IndexRemoval removal, ProjectRoom room, DiskFloor floor,
    LibraryChanges signal)
{
    private const string Name = "Chat";

    public IndexRow? Find(Scope scope, string sessionId) =>
        store.Find(scope, sessionId) is { } row ? indexes.Find(scope, row.IndexId) : null;

    /// <summary>What a turn of the session asks: what is named for it, and the chat's own index.</summary>
    public IReadOnlyList<string> Asked(Scope scope, string sessionId, IReadOnlyList<string> named) =>
        Find(scope, sessionId) is { } own ? [.. named.Append(own.Id).Distinct()] : named;

    /// <returns>Null when there is no such session.</returns>
    public async Task<IndexRow?> MakeAsync(Scope scope, string sessionId, CancellationToken cancellationToken)
    {
        var former = store.Find(scope, sessionId);
        if (former is not null && indexes.Find(scope, former.IndexId) is { } known)
            return known;
        floor.Check();
        if (room.LeftOf(scope.ProjectId) < IndexEndpoints.EmptyIndexBytes)
            throw room.Full();

        // Its index was deleted; what nothing asks any more is not kept.
        if (former is not null)
            await directories.DeleteAsync(scope, former.DirectoryId, cancellationToken);
        var row = await store.MakeAsync(
            scope, sessionId, new DirectoryCreateRequest(Name),
            new NewIndex("", Name, null, "manual", $"""["{AttachmentNames.Screenshots}"]""", "[]", "DEFAULT"),
            cancellationToken);
        signal.Wake();
        return row is null ? null : indexes.Find(scope, row.IndexId);
    }

    /// <summary>Removes it where its chat is gone.</summary>
    public async Task RemoveIfLeftAsync(Scope scope, ChatIndexRow row, CancellationToken cancellationToken)
    {
        if (!store.IsLeft(row))
            return;
        await RemoveAsync(scope with { ProjectId = row.ProjectId }, row.IndexId, row.DirectoryId, cancellationToken);
        await store.ForgetAsync(row, cancellationToken);
    }

    /// <summary>Removes all that an end of the server has left.</summary>
    public async Task RemoveLeftAsync(Scope scope, CancellationToken cancellationToken)
    {
        foreach (var row in store.Left())
            await RemoveIfLeftAsync(scope, row, cancellationToken);
    }

    private async Task RemoveAsync(Scope scope, string indexId, string directoryId, CancellationToken cancellationToken)
    {
        await removal.RemoveAsync(scope, indexId, cancellationToken);
        await directories.DeleteAsync(scope, directoryId, cancellationToken);
        signal.Wake();
    }
}
