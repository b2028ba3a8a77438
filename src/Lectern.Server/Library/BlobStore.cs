using System.Security.Cryptography;
using Lectern.Server.Attachments;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>
/// Immutable objects on the local disk, named by the SHA-256 of their content: <c>blobs/ab/abcdef…</c>. An object is there
/// whole or not at all: it is written beside, flushed and renamed. What nothing names is removed (<see cref="BlobCollector"/>).
/// Thread-safe.
/// </summary>
internal sealed class BlobStore(DataFolder data, DiskFloor floor, Ids ids) : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Bytes until the disk's free room is looked at again.</summary>
    private const int LookEvery = 8 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim collecting = new(1);
    private HashSet<string>? spared;

    /// <summary>Takes a stream in; it becomes an object with <see cref="StagedBlob.Keep"/>, and nothing without it.</summary>
    /// <exception cref="BlobTooLargeException">It is longer than <paramref name="maxBytes"/>; nothing is stored.</exception>
    /// <exception cref="NoRoomException">The disk is nearly full; nothing is stored.</exception>
    public async Task<StagedBlob> StageAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(data.Temporary, ids.Uuid());
        try
        {
            var (hash, size) = await CopyAsync(content, temporary, maxBytes, cancellationToken);
            return new StagedBlob(this, temporary, new Blob(hash, size));
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    public FileStream Open(string hash) =>
        new(PathOf(hash), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });

    public bool Has(string hash) => File.Exists(PathOf(hash));

    /// <summary>The names of all objects.</summary>
    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(data.Blobs, "*", SearchOption.AllDirectories).Select(p => Path.GetFileName(p)!);

    /// <summary>
    /// Begins a collection, the only one until it is disposed of. What is held now, or from now on, outlives it: its name may
    /// come into the database after the collection has looked there.
    /// </summary>
    public async Task<IDisposable> CollectAsync(CancellationToken cancellationToken)
    {
        await collecting.WaitAsync(cancellationToken);
        lock (gate)
            spared = new HashSet<string>(StringComparer.Ordinal);
        return new Collection(this);
    }

    /// <summary>Removes an object that nothing names, within a collection. One that is held stays.</summary>
    /// <param name="isNamed">Whether the database names it now.</param>
    /// <returns>Whether it was removed.</returns>
    public bool Remove(string hash, Func<bool> isNamed)
    {
        lock (gate)
        {
            if (held.ContainsKey(hash) || spared?.Contains(hash) != false || isNamed())
                return false;
            File.Delete(PathOf(hash));
            return true;
        }
    }

    public void Dispose() => collecting.Dispose();

    /// <summary>Makes an object of a finished file, held until <see cref="Release"/>.</summary>
    internal void Keep(string temporary, string hash)
    {
        lock (gate)
        {
            var path = PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            Hold(hash);
        }
    }

    /// <summary>Holds an object until <see cref="Release"/>.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool TryHold(string hash)
    {
        lock (gate)
        {
            if (!Has(hash))
                return false;
            Hold(hash);
            return true;
        }
    }

    internal void Release(string hash)
    {
        lock (gate)
        {
            if (--held[hash] > 0)
                return;
            held.Remove(hash);
            spared?.Add(hash);
        }
    }

    private void Hold(string hash) => held[hash] = held.GetValueOrDefault(hash) + 1;

    private async Task<(string Hash, long Size)> CopyAsync(
        Stream content, string path, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        });
        var buffer = new byte[BufferBytes];
        var (size, looked) = (0L, 0L);
        int read;
        floor.Check();
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((size += read) > maxBytes)
                throw new BlobTooLargeException();
            if (size - looked > LookEvery)
            {
                floor.Check();
                looked = size;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    private string PathOf(string hash) => Path.Combine(data.Blobs, hash[..2], hash);

    private sealed class Collection(BlobStore blobs) : IDisposable
    {
        public void Dispose()
        {
            lock (blobs.gate)
                blobs.spared = null;
            blobs.collecting.Release();
        }
    }
}
