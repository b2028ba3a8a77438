using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Server.Platform;

namespace Lectern.Server.Operations.Backup;

/// <summary>
/// Takes a backup back into an empty data folder. Everything is checked by its hash, and every database by its own check too,
/// before the main database is put in its place, last. A folder in which that did not come to its end can be restored into again.
/// </summary>
internal sealed class BackupReader(DataFolder data, StoredData stored)
{
    private readonly string incoming = Path.Combine(data.Temporary, "restore");
    private readonly HashSet<string> blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private BackupManifest? manifest;

    /// <summary>The settings' file that was in the backup; null when there was none.</summary>
    public byte[]? Settings { get; private set; }

    /// <exception cref="BackupException">The file is no whole backup, or the folder holds data.</exception>
    public async Task<BackupManifest> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(data.Database)
            || (!File.Exists(data.Restoring) && Contents.Any(f => Directory.EnumerateFileSystemEntries(f).Any())))
            throw new BackupException($"The data folder {data.Root} holds data already. Name an empty one with --data.");
        await File.WriteAllBytesAsync(data.Restoring, [], cancellationToken);
        try
        {
            Empty();
            Directory.CreateDirectory(Path.Combine(incoming, "indexes"));
            await TakeAsync(file, cancellationToken);
            return Finish(file);
        }
        catch (Exception e)
        {
            Empty();
            File.Delete(data.Restoring);
            if (e is BackupException or OperationCanceledException)
                throw;

            // Whatever a damaged or hostile file makes the readers of tar, JSON and SQLite throw.
            throw new BackupException($"The backup {file} cannot be taken back: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(incoming))
                Directory.Delete(incoming, recursive: true);
        }
    }

    private string[] Contents => [data.Indexes, data.Blobs];

    private void Empty()
    {
        foreach (var folder in Contents)
            Removal.Empty(new DirectoryInfo(folder));
    }

    private async Task TakeAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is not TarEntryType.RegularFile || !BackupEntries.IsKnown(entry.Name))
                throw new BackupException($"{file} is not a backup of Lectern.");
            var content = entry.DataStream ?? Stream.Null;
            if (BackupEntries.BlobOf(entry.Name) is { } hash)
                await TakeBlobAsync(hash, content, cancellationToken);
            else if (entry.Name == BackupEntries.Manifest)
                manifest = await JsonSerializer.DeserializeAsync(content, BackupJson.Default.BackupManifest, cancellationToken);
            else
                files[entry.Name] = await WriteAsync(Path.Combine(incoming, entry.Name), content, cancellationToken);
        }
    }

    private BackupManifest Finish(string file)
    {
        if (manifest is null || !File.Exists(Path.Combine(incoming, BackupEntries.Database)))
            throw new BackupException($"{file} is not a whole backup of Lectern: its end is missing.");
        if (manifest.Format != BackupManifest.Current)
            throw new BackupException(
                $"{file} was written by Lectern {manifest.Program}, whose backups this version cannot read.");
        foreach (var (name, hash) in manifest.Files)
        {
            if (files.GetValueOrDefault(name) != hash)
                throw new BackupException($"{name} in the backup is damaged or missing.");
        }

        if (files.Keys.FirstOrDefault(name => !manifest.Files.ContainsKey(name)) is { } foreign)
            throw new BackupException($"{file} is not a backup of Lectern: nothing vouches for {foreign} in it.");
        var named = stored.Databases.Check(incoming);
        if (named.Blobs.FirstOrDefault(h => !blobs.Contains(h)) is { } missing)
            throw new BackupException($"{file} lacks the object {missing}, which a document needs.");
        foreach (var index in Directory.EnumerateFiles(Path.Combine(incoming, "indexes"), "*.db"))
            File.Move(index, Path.Combine(data.Indexes, Path.GetFileName(index)));
        if (File.Exists(Path.Combine(incoming, BackupEntries.Key)))
            File.Move(Path.Combine(incoming, BackupEntries.Key), data.ApiKeyFile, overwrite: true);
        if (File.Exists(Path.Combine(incoming, BackupEntries.Settings)))
            Settings = File.ReadAllBytes(Path.Combine(incoming, BackupEntries.Settings));
        File.Move(Path.Combine(incoming, BackupEntries.Database), data.Database);
        File.Delete(data.Restoring);
        return manifest;
    }

    private async Task TakeBlobAsync(string hash, Stream content, CancellationToken cancellationToken)
    {
        using var staged = await stored.Blobs.StageAsync(content, long.MaxValue, cancellationToken);
        if (staged.Blob.Hash != hash)
            throw new BackupException($"The object {hash} in the backup is damaged.");
        staged.Keep();
        blobs.Add(hash);
    }

    /// <returns>The SHA-256 of what stands on the disk now.</returns>
    private static async Task<string> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
