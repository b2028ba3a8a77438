using System.Text.Json.Nodes;

namespace Lectern.Server.Library;

/// <summary>How a file of a mirrored folder looked when it was read.</summary>
/// <param name="Modified">ISO 8601, UTC.</param>
/// <param name="Device">Of the file, 0 where it is not known.</param>
/// <param name="Inode">0 where it is not known.</param>
/// <param name="Volume">Device of the folder that the file lies in, 0 where it is not known.</param>
internal sealed record MirrorStamp(long Size, string Modified, long Device, long Inode, long Volume)
{
    /// <summary>What the API shows of a mirrored file.</summary>
    public string Metadata(string path) => new JsonObject { ["path"] = path, ["modified_at"] = Modified }.ToJsonString();

    /// <summary>Whether nobody has written to the file in between.</summary>
    public bool HasSameContent(MirrorStamp other) => Size == other.Size && Modified == other.Modified;

    /// <summary>Whether it is the same file, under whichever name, and nobody has written to it.</summary>
    public bool IsSameFile(MirrorStamp other) =>
        Inode != 0 && Inode == other.Inode && Device == other.Device && HasSameContent(other);
}
