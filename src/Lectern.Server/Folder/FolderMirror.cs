using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Folder;

/// <summary>
/// Keeps a directory and an index, both named after a folder, in step with it. Whoever deletes one of the two ends that, until
/// the next start.
/// </summary>
internal sealed class FolderMirror(
    LecternOptions options, ITenancy tenancy, IMirrors mirrors, IIndexes indexes, ISyncJobs jobs,
    LibraryChanges signal, FolderUpdate update, FolderWatch watch, FolderExample example, FolderStatus status, FolderNews news,
    Supervisor supervisor, TimeProvider time)
    : SupervisedLoop("folder", "Following the folder", supervisor)
{
    /// <summary>Changes that come together are one.</summary>
    private static readonly TimeSpan ChangesComeTogether = TimeSpan.FromMilliseconds(500);

    /// <summary>Until it is looked again whether what has just vanished stays away.</summary>
    private static readonly TimeSpan LookTwice = TimeSpan.FromSeconds(2);

    /// <summary>Watching can miss changes (network drives, a full queue); looking does not.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    private string? directoryId;
    private string? indexId;
    private bool isSyncDue = true;
    private bool hasShown;
    private FolderLook? look;

    private bool IsStopped => status.Report?.Stopped is not null;

    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        if (options.Folder is null || IsStopped)
            return;
        var folder = Path.TrimEndingDirectorySeparator(options.Folder);

        // Watched before it is looked at: what changes meanwhile is looked at again.
        watch.Attach(folder);
        var scope = tenancy.DefaultScope();
        directoryId ??= await mirrors.DirectoryAsync(scope, folder, NameOf(folder), stoppingToken);
        if (!mirrors.Has(scope, directoryId))
            Stop(scope, folder, "directory");
        else if (indexId is not null && indexes.Find(scope, indexId) is null)
            Stop(scope, folder, "index");
        else
            await LookAsync(scope, folder, directoryId, stoppingToken);
    }

    protected override Task NextAsync(CancellationToken stoppingToken) =>
        options.Folder is null || IsStopped ? base.NextAsync(stoppingToken)
        : look?.LooksAgain == true ? Task.Delay(LookTwice, time, stoppingToken)
        : watch.WaitAsync(ChangesComeTogether, LookAgain, time, stoppingToken);

    private static string NameOf(string folder) => Path.GetFileName(folder) is { Length: > 0 } last ? last : "folder";

    private async Task LookAsync(Scope scope, string folder, string directory, CancellationToken cancellationToken)
    {
        var gone = status.Gone;
        look = await update.RunAsync(scope, directory, folder, gone, cancellationToken);
        isSyncDue |= look.HasChanged;
        status.Forget(gone);
        indexId ??= await IndexAsync(scope, directory, NameOf(folder), cancellationToken);
        Report(scope, folder, directory, look);
        if (indexId is null)
            return;
        if (isSyncDue)
        {
            await jobs.RequestAsync(scope, indexId, cancellationToken);
            isSyncDue = false;
            signal.Wake();
            await example.ShowProgressAsync(scope, indexId, cancellationToken);
        }

        if (!hasShown)
            await example.PrintAsync(scope, indexId, cancellationToken);
        hasShown = true;
    }

    /// <summary>
    /// Made after the first files are there: an index that was ready with nothing in it would let answers say "not found".
    /// </summary>
    /// <returns>Null when the directory was deleted meanwhile.</returns>
    private async Task<string?> IndexAsync(Scope scope, string directory, string name, CancellationToken cancellationToken)
    {
        if (indexes.List(scope, directory, new PageRequest(1, null)) is [var first, ..])
            return first.Id;
        var index = new NewIndex(directory, name, null, "manual", $"[\"{AttachmentNames.Screenshots}\"]", "[]", "DEFAULT");
        return (await indexes.CreateAsync(scope, index, cancellationToken))?.Id;
    }

    private void Report(Scope scope, string folder, string directory, FolderLook seen)
    {
        var waiting = seen.Waiting.ToDictionary(m => m.Id, m => m.Path);
        status.Report = new FolderReport(
            scope.ProjectId, folder, directory, indexId, seen.Files, seen.LeftOut, waiting, time.GetUtcNow());
        news.Tell(folder, seen);
    }

    private void Stop(Scope scope, string folder, string deleted)
    {
        var reason = $"The {deleted} of the followed folder {folder} was deleted, so it is no longer followed. "
            + "A restart loads it anew; without LECTERN_FOLDER it does not.";
        status.Report = new FolderReport(
            scope.ProjectId, folder, directoryId!, null, 0, [], new Dictionary<string, string>(), time.GetUtcNow(), reason);
        news.Stopped(reason);
    }
}
