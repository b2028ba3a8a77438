namespace Lectern.Server.Library;

/// <summary>
/// An object that is not one yet. Dispose of it when the database names it, or will not: that removes what was not kept.
/// </summary>
internal sealed class StagedBlob(BlobStore blobs, string temporary, Blob blob) : IDisposable
{
    private bool isKept;

    /// <summary>What it is, or will be.</summary>
    public Blob Blob => blob;

    /// <summary>Makes it an object.</summary>
    public Blob Keep()
    {
        if (!isKept)
            blobs.Keep(temporary, blob.Hash);
        isKept = true;
        return blob;
    }

    public void Dispose()
    {
        if (isKept)
            blobs.Release(blob.Hash);
        else
            File.Delete(temporary);
        isKept = false;
    }
}
