namespace Lectern.Server.Library;

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
