using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Folder;

/// <summary>
/// Keeps a directory and an index, both named after a folder, in step with it: what is new or changed is uploaded, what is gone is
/// deleted, then the index is synced. Files are known by their relative path, size and time of change.
/// </summary>
internal sealed partial class FolderMirror(
    LecternOptions options, SqliteTenancy tenancy, SqliteDirectories directories, SqliteDirectoryFiles directoryFiles,
    SqliteDirectoryFileChanges changes, SqliteIndexes indexes, SqliteSyncJobs jobs, LibraryChanges signal, BlobStore blobs,
    FolderExample example, Supervisor supervisor, TimeProvider time, ILogger<FolderMirror> logger)
    : SupervisedLoop("folder", "Following the folder", supervisor)
{
    /// <summary>Changes that come together are one.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    /// <summary>Watching can miss changes (network drives, a full queue); looking does not.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    private static readonly PageRequest Everything = new(1000, null);

    private FolderWatch? watch;
    private DirectoryResponse? directory;
    private bool hasLooked;

    public override void Dispose()
    {
        base.Dispose();
        watch?.Dispose();
    }

    protected override async Task PassAsync(CancellationToken stoppingToken)
    {
        if (options.Folder is not { } folder)
            return;

        // Watched before it is looked at: what changes meanwhile is looked at again. A folder that is away for a moment (a drive, a
        // rename) is not an empty one: the look fails, and nothing is deleted.
        watch ??= new FolderWatch(folder);
        var scope = tenancy.DefaultScope();
        directory ??= await DirectoryAsync(scope, folder, stoppingToken);
        await LookAsync(scope, directory, folder, !hasLooked, stoppingToken);
        hasLooked = true;
    }

    protected override Task NextAsync(CancellationToken stoppingToken) =>
        watch?.WaitAsync(Settle, LookAgain, time, stoppingToken) ?? base.NextAsync(stoppingToken);

    private async Task LookAsync(
        Scope scope, DirectoryResponse directory, string folder, bool isFirst, CancellationToken cancellationToken)
    {
        var changed = await BringUpToDateAsync(scope, directory.Id, folder, cancellationToken);
        var index = await IndexAsync(scope, directory, cancellationToken);
        if (changed || isFirst)
        {
            await jobs.RequestAsync(scope, index.Id, cancellationToken);
            signal.Wake();
            await example.ShowProgressAsync(scope, index.Id, cancellationToken);
        }

        if (isFirst)
            await example.PrintAsync(scope, index.Id, cancellationToken);
    }

    private async Task<DirectoryResponse> DirectoryAsync(Scope scope, string folder, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is { Length: > 0 } last ? last : "folder";
        return directories.List(scope, name, [], includeDeleted: false, Everything)
            .FirstOrDefault(d => d.SystemMetadata is { } m && m.TryGetProperty("folder", out var f) && f.GetString() == folder)
            ?? await directories.CreateAsync(
                scope,
                new DirectoryCreateRequest(
                    name, $"Mirrors {folder}", null, null,
                    System.Text.Json.JsonSerializer.SerializeToElement(
                        new JsonObject { ["folder"] = folder }, LecternJson.Wire.JsonObject)),
                cancellationToken);
    }

    /// <summary>Made after the first files are there: an index that was ready with nothing in it would let answers say "not found".</summary>
    private async Task<IndexRow> IndexAsync(Scope scope, DirectoryResponse directory, CancellationToken cancellationToken) =>
        indexes.List(scope, directory.Id, Everything).FirstOrDefault()
        ?? await indexes.CreateAsync(
            scope,
            new NewIndex(directory.Id, directory.Name, null, "manual", $"[\"{AttachmentNames.Screenshots}\"]", "[]", "DEFAULT"),
            cancellationToken)
        ?? throw new InvalidOperationException("The folder's directory was deleted.");

    /// <returns>Whether anything was different.</returns>
    private async Task<bool> BringUpToDateAsync(Scope scope, string directoryId, string folder, CancellationToken cancellationToken)
    {
        var known = directoryFiles.Mirrored(scope, directoryId).ToDictionary(f => f.UniqueId, StringComparer.Ordinal);
        var changed = false;
        foreach (var file in FolderScan.List(folder, options.DataFolder))
        {
            var metadata = new JsonObject { ["path"] = file.Name, ["modified_at"] = file.Modified }.ToJsonString();
            if (known.Remove(file.Name, out var stored) && stored.Size == file.Size && stored.Metadata == metadata)
                continue;
            changed |= await UploadAsync(scope, directoryId, file, metadata, cancellationToken);
        }

        foreach (var gone in known.Values)
            changed |= await changes.DeleteAsync(scope, directoryId, [gone.Id], cancellationToken) is null;
        return changed;
    }

    private async Task<bool> UploadAsync(
        Scope scope, string directoryId, FolderFile file, string metadata, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file.Path);
            using var staged = await blobs.StageAsync(content, options.MaxUploadBytes, cancellationToken);
            await changes.PutAsync(
                scope, directoryId,
                new NewDirectoryFile(staged.Keep(), Path.GetFileName(file.Path), file.Name, file.Name, null, metadata), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BlobTooLargeException)
        {
            FileSkipped(file.Name, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is left out: {Reason}")]
    private partial void FileSkipped(string file, string reason);
}
