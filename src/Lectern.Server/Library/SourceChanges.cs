using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Library;

/// <summary>Tells the indexes that follow a directory by themselves (<c>on_source_change</c>) that it changed.</summary>
internal sealed class SourceChanges(SqliteSyncJobs jobs, SyncSignal signal)
{
    public async Task NoteAsync(Scope scope, string directoryId, CancellationToken cancellationToken)
    {
        if (await jobs.RequestFollowersAsync(scope, directoryId, cancellationToken) > 0)
            signal.Wake();
    }
}
