using System.Security.Cryptography;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Storage.Disk;

/// <summary>
/// Objects on the local disk: <c>blobs/ab/abcdef…</c>. One is written beside, flushed and renamed. Who holds what is known to
/// this process alone: one server has the folder.
/// </summary>
/// <param name="floor">Null where the disk may be filled.</param>
internal sealed class DiskBlobs(DataFolder data, Ids ids, DiskFloor? floor) : IBlobs, IDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Bytes until the disk's free room is looked at again.</summary>
    private const int LookEvery = 8 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim collecting = new(1);
    private HashSet<string>? spared;

    public async Task<StagedBlob> StageAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(data.Temporary, ids.Uuid());
        try
        {
            var (hash, size) = await CopyAsync(content, temporary, maxBytes, cancellationToken);
            return new Staged(this, temporary, new Blob(hash, size));
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public Stream Open(string hash)
    {
        try
        {
            return new FileStream(PathOf(hash), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, e);
        }
    }

    public bool Has(string hash) => File.Exists(PathOf(hash));

    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(data.Blobs, "*", SearchOption.AllDirectories).Select(p => Path.GetFileName(p)!);

    public async Task<IDisposable> CollectAsync(CancellationToken cancellationToken)
    {
        await collecting.WaitAsync(cancellationToken);
        lock (gate)
            spared = new HashSet<string>(StringComparer.Ordinal);
        return new Collection(this);
    }

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

    public bool TryHold(string hash)
    {
        lock (gate)
        {
            if (!Has(hash))
                return false;
            Hold(hash);
            return true;
        }
    }

    public void Release(string hash)
    {
        lock (gate)
        {
            if (--held[hash] > 0)
                return;
            held.Remove(hash);
            spared?.Add(hash);
        }
    }

    /// <summary>Makes an object of a finished file, held until <see cref="Release"/>.</summary>
    private void Keep(string temporary, string hash)
    {
        lock (gate)
        {
            var path = PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            Hold(hash);
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
        floor?.Check();
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((size += read) > maxBytes)
                throw new BlobTooLargeException();
            if (size - looked > LookEvery)
            {
                floor?.Check();
                looked = size;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    private string PathOf(string hash) => Path.Combine(data.Blobs, hash[..2], hash);

    private sealed class Staged(DiskBlobs blobs, string temporary, Blob blob) : StagedBlob(blob)
    {
        protected override void Store() => blobs.Keep(temporary, Blob.Hash);

        protected override void Release() => blobs.Release(Blob.Hash);

        protected override void Discard() => File.Delete(temporary);
    }

    private sealed class Collection(DiskBlobs blobs) : IDisposable
    {
        public void Dispose()
        {
            lock (blobs.gate)
                blobs.spared = null;
            blobs.collecting.Release();
        }
    }
}
