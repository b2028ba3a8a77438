namespace Lectern.Server.Folder;

/// <summary>What a folder holds.</summary>
/// <param name="Root">Its real place, without links.</param>
/// <param name="Excluded">The server's own data, where it lies inside.</param>
/// <param name="Files">Regular files whose real place is inside it.</param>
/// <param name="LeftOut">Entries that are no such files, by name.</param>
/// <param name="Unreadable">Entries below which nobody knows what is there, by name.</param>
/// <param name="Volumes">The devices of the folders that were read, by name; the folder itself is the empty name.</param>
internal sealed record FolderListing(
    string Root, string? Excluded, IReadOnlyList<FolderFile> Files, IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<LeftOut> Unreadable, IReadOnlyDictionary<string, long> Volumes)
{
    /// <summary>Whether a real place belongs to the folder.</summary>
    public bool Holds(string place) =>
        FolderFiles.IsInside(place, Root) && (Excluded is null || !FolderFiles.IsInside(place, Excluded));

    /// <summary>Whether a file may still be there although it was not found.</summary>
    public bool MayHide(string path) => Unreadable.Any(
        u => path.StartsWith(u.Name, StringComparison.Ordinal) && (path.Length == u.Name.Length || path[u.Name.Length] == '/'));

    /// <summary>The device of the nearest folder of a path that is there.</summary>
    public long VolumeOf(string path)
    {
        while (path.LastIndexOf('/') is >= 0 and var end)
        {
            path = path[..end];
            if (Volumes.TryGetValue(path, out var device))
                return device;
        }

        return Volumes[""];
    }
}
