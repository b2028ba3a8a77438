namespace Lectern.Server.Library;

/// <summary>Objects that stay although nothing names them yet, until it is disposed of. Thread-safe.</summary>
internal sealed class BlobHold(IBlobs blobs) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<string> hashes = new(StringComparer.Ordinal);

    /// <summary>Holds an object.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryAdd(string hash)
    {
        lock (gate)
        {
            if (hashes.Contains(hash))
                return true;
            if (!blobs.TryHold(hash))
                return false;
            hashes.Add(hash);
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var hash in hashes)
                blobs.Release(hash);
            hashes.Clear();
        }
    }
}
