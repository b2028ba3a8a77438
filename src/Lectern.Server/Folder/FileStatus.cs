using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>What the operating system says of an entry of a folder.</summary>
/// <param name="Device">0 where it is not known.</param>
/// <param name="Inode">0 where it is not known.</param>
internal sealed record FileStatus(FileKind Kind, long Size, string Modified, long Device, long Inode)
{
    /// <param name="volume">Device of the folder that it lies in.</param>
    public MirrorStamp ToStamp(long volume) => new(Size, Modified, Device, Inode, volume);
}
