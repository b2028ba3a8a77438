using System.Security.Cryptography;
using Lectern.Server.Platform;

namespace Lectern.Server.Library;

/// <summary>
/// Immutable objects on the local disk, named by the SHA-256 of their content: <c>blobs/ab/abcdef…</c>. An object is there whole or
/// not at all: it is written beside, flushed and renamed. Thread-safe.
/// </summary>
internal sealed class BlobStore(DataFolder data, Ids ids)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Takes a stream in; it becomes an object with <see cref="StagedBlob.Keep"/>, and nothing without it.</summary>
    /// <exception cref="BlobTooLargeException">It is longer than <paramref name="maxBytes"/>; nothing is stored.</exception>
    public async Task<StagedBlob> StageAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(data.Temporary, ids.Uuid());
        try
        {
            var (hash, size) = await CopyAsync(content, temporary, maxBytes, cancellationToken);
            return new StagedBlob(temporary, PathOf(hash), new Blob(hash, size));
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

    private static async Task<(string Hash, long Size)> CopyAsync(
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
        var size = 0L;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if ((size += read) > maxBytes)
                throw new BlobTooLargeException();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    private string PathOf(string hash) => Path.Combine(data.Blobs, hash[..2], hash);
}

/// <summary>An object that is not one yet. Disposing of it removes what was not kept.</summary>
internal sealed class StagedBlob(string temporary, string path, Blob blob) : IDisposable
{
    /// <summary>Makes it an object.</summary>
    public Blob Keep()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        return blob;
    }

    public void Dispose() => File.Delete(temporary);
}

/// <param name="Hash">SHA-256, 64 lower-case hexadecimal digits.</param>
internal sealed record Blob(string Hash, long Size);

/// <summary>A stream was longer than allowed.</summary>
internal sealed class BlobTooLargeException() : Exception("The file is larger than allowed.");
