namespace Lectern.Server.Library;

/// <summary>
/// An object that is not one yet. Dispose of it when the database names it, or will not: that removes what was not kept.
/// </summary>
internal abstract class StagedBlob(Blob blob) : IDisposable
{
    private bool isKept;

    /// <summary>What it is, or will be.</summary>
    public Blob Blob => blob;

    /// <summary>Makes it an object, held until it is disposed of.</summary>
    public Blob Keep()
    {
        if (!isKept)
            Store();
        isKept = true;
        return blob;
    }

    public void Dispose()
    {
        if (isKept)
            Release();
        else
            Discard();
        isKept = false;
    }

    protected abstract void Store();

    /// <summary>The stored object needs no holding any more.</summary>
    protected abstract void Release();

    /// <summary>Removes what was never stored, if it is still there.</summary>
    protected abstract void Discard();
}
