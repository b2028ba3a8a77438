namespace Lectern.Server.Library;

/// <summary>How a file of a mirrored folder looked when it was read.</summary>
/// <param name="Modified">ISO 8601, UTC.</param>
/// <param name="Device">Of the file, 0 where it is not known.</param>
/// <param name="Inode">0 where it is not known.</param>
/// <param name="Volume">Device of the folder that the file lies in, 0 where it is not known.</param>
internal sealed record MirrorStamp(long Size, string Modified, long Device, long Inode, long Volume)
{
    /// <summary>Whether nobody has written to the file in between.</summary>
    public bool HasSameContent(MirrorStamp other) => Size == other.Size && Modified == other.Modified;

    /// <summary>Whether it is the same file, under whichever name, and nobody has written to it.</summary>
    public bool IsSameFile(MirrorStamp other) =>
        Inode != 0 && Inode == other.Inode && Device == other.Device && HasSameContent(other);
}

/// <summary>Where a file of the folder lies now, and how it looks there.</summary>
/// <param name="Id">Of the directory's file that it is.</param>
internal sealed record MirrorPlace(string Id, string Path, MirrorStamp Stamp);

/// <summary>A file that a folder's mirror put into its directory.</summary>
/// <param name="Id">Of the directory's file.</param>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="MissedAt">Set while it waits for somebody to say that it is gone; milliseconds since 1970.</param>
internal sealed record MirroredFile(
    string Id, string Path, string ContentHash, long Size, string ModifiedAt, long Device, long Inode, long Volume,
    long? MissedAt)
{
    public MirrorStamp Stamp => new(Size, ModifiedAt, Device, Inode, Volume);
}
