using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Operations.Backup;

/// <summary>
/// Writes a backup of a data folder, which a server may go on using. The databases are copied; objects never change, so they
/// are written as they are. One that the server removes before it was written is named by no database any more: they are copied
/// again.
/// </summary>
internal sealed class BackupWriter(DataFolder data, StoredData stored, TimeProvider time)
{
    /// <summary>Copies of the databases; each needs another collection to have ended meanwhile.</summary>
    private const int MaxCopies = 5;

    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly List<string> damaged = [];
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    /// <param name="file">Gets the backup, readable by its owner alone; there is none yet.</param>
    /// <param name="settings">The settings' file, or null.</param>
    /// <returns>What is in it, and the hashes of objects whose bytes on the disk are not theirs: they are left out.</returns>
    /// <exception cref="BackupException">It cannot be written; no file is left.</exception>
    public async Task<(BackupManifest Manifest, IReadOnlyList<string> Damaged)> WriteAsync(
        string file, string? settings, CancellationToken cancellationToken)
    {
        var partial = file + ".partial";
        var copies = Path.Combine(data.Temporary, $"backup-{Guid.CreateVersion7(time.GetUtcNow()):n}");
        var isBegun = false;
        try
        {
            Directory.CreateDirectory(data.Temporary);
            await using var stream = new FileStream(partial, Options());
            isBegun = true;
            await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            var copied = await WriteBlobsAsync(tar, copies, cancellationToken);
            await WriteFileAsync(tar, BackupEntries.Database, Path.Combine(copies, BackupEntries.Database), cancellationToken);
            foreach (var index in Directory.EnumerateFiles(Path.Combine(copies, "indexes"), "*.db").Order(StringComparer.Ordinal))
                await WriteFileAsync(tar, $"indexes/{Path.GetFileName(index)}", index, cancellationToken);
            if (File.Exists(data.ApiKeyFile))
                await WriteFileAsync(tar, BackupEntries.Key, data.ApiKeyFile, cancellationToken);
            if (settings is not null)
                await WriteFileAsync(tar, BackupEntries.Settings, settings, cancellationToken);
            var manifest = await WriteManifestAsync(tar, copied, cancellationToken);
            await tar.DisposeAsync();
            stream.Flush(flushToDisk: true);
            await stream.DisposeAsync();
            File.Move(partial, file, overwrite: false);
            return (manifest, damaged);
        }
        catch (Exception e) when (e is not (BackupException or OperationCanceledException))
        {
            throw new BackupException($"The backup {file} cannot be written: {e.Message}");
        }
        finally
        {
            if (isBegun)
                File.Delete(partial);
            if (Directory.Exists(copies))
                Directory.Delete(copies, recursive: true);
        }
    }

    private async Task<BackupManifest> WriteManifestAsync(TarWriter tar, CopiedStore copied, CancellationToken cancellationToken)
    {
        var manifest = new BackupManifest(
            BackupManifest.Current, ProgramHelp.Version, time.GetUtcNow(), copied.Indexes, written.Count, files);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest);
        await WriteAsync(tar, BackupEntries.Manifest, new MemoryStream(json), cancellationToken);
        return manifest;
    }

    private async Task<CopiedStore> WriteBlobsAsync(TarWriter tar, string copies, CancellationToken cancellationToken)
    {
        for (var copy = 0; copy < MaxCopies; copy++)
        {
            if (Directory.Exists(copies))
                Directory.Delete(copies, recursive: true);
            Directory.CreateDirectory(copies);
            var copied = stored.Databases.Copy(copies);
            var isWhole = true;
            foreach (var hash in copied.Blobs.Where(h => !written.Contains(h) && !damaged.Contains(h))
                .Order(StringComparer.Ordinal).ToList())
                isWhole &= await WriteBlobAsync(tar, hash, cancellationToken);
            if (isWhole)
                return copied;
        }

        throw new BackupException("Objects that the databases name are not in blobs/: the data folder is damaged.");
    }

    /// <returns>False when the object is gone.</returns>
    private async Task<bool> WriteBlobAsync(TarWriter tar, string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using (var content = stored.Blobs.Open(hash))
            {
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != hash)
                {
                    damaged.Add(hash);
                    return true;
                }

                content.Position = 0;
                await WriteAsync(tar, BackupEntries.OfBlob(hash), content, cancellationToken);
            }

            written.Add(hash);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private async Task WriteFileAsync(TarWriter tar, string name, string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        files[name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        content.Position = 0;
        await WriteAsync(tar, name, content, cancellationToken);
    }

    private static Task WriteAsync(TarWriter tar, string name, Stream content, CancellationToken cancellationToken) =>
        tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            },
            cancellationToken);

    /// <summary>What a backup that was killed has left is written over; what another one writes now is not.</summary>
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
