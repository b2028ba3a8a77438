using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>What has to be done so that a directory holds what its folder does. Compares; touches nothing.</summary>
/// <param name="Seen">Files that are as they were, where their stamp or their waiting has to be noted anew.</param>
/// <param name="Renamed">The same files under other names.</param>
/// <param name="ToRead">Files that are new, or were written to since.</param>
/// <param name="Missing">What was mirrored and was not found.</param>
/// <param name="LeftOut">Files whose name in the directory belongs to somebody else's file.</param>
internal sealed record FolderPlan(
    IReadOnlyList<MirrorPlace> Seen, IReadOnlyList<MirrorPlace> Renamed, IReadOnlyList<FileToRead> ToRead,
    IReadOnlyList<MirroredFile> Missing, IReadOnlyList<LeftOut> LeftOut)
{
    public const string NameTaken = "a file that was added through the API has its name";

    /// <param name="otherNames">Of files in the directory that the mirror did not put there.</param>
    public static FolderPlan Make(
        IReadOnlyList<MirroredFile> known, IReadOnlySet<string> otherNames, IReadOnlyList<FolderFile> found)
    {
        var left = known.ToDictionary(m => m.Path, StringComparer.Ordinal);
        var taken = found.Where(f => otherNames.Contains(f.Name) && !left.ContainsKey(f.Name)).ToList();
        var files = found.Except(taken).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var renames = Renames(left, files);
        foreach (var (before, after) in renames)
        {
            left.Remove(before.Path);
            files.Remove(after.Name);
        }

        var seen = new List<MirrorPlace>();
        var toRead = new List<FileToRead>();
        foreach (var file in files.Values)
        {
            if (!left.Remove(file.Name, out var before))
                toRead.Add(new FileToRead(file, null));
            else if (!before.Stamp.HasSameContent(file.Stamp))
                toRead.Add(new FileToRead(file, before));
            else if (before.Stamp != file.Stamp || before.MissedAt is not null)
                seen.Add(new MirrorPlace(before.Id, file.Name, file.Stamp));
        }

        return new FolderPlan(
            seen, [.. renames.Select(r => new MirrorPlace(r.Before.Id, r.After.Name, r.After.Stamp))], toRead, [.. left.Values],
            [.. taken.Select(f => new LeftOut(f.Name, NameTaken))]);
    }

    /// <summary>
    /// A file that has left its name and is found, untouched, under one that is free is the same file. (One that takes another's
    /// place, as editors save, is new content of that one.) A name that is left so is free in turn.
    /// </summary>
    private static List<(MirroredFile Before, FolderFile After)> Renames(
        Dictionary<string, MirroredFile> known, Dictionary<string, FolderFile> found)
    {
        var moved = known.Values.Where(m => !found.TryGetValue(m.Path, out var f) || !m.Stamp.IsSameFile(f.Stamp))
            .DistinctBy(m => (m.Device, m.Inode)).ToDictionary(m => (m.Device, m.Inode));
        var free = new Queue<FolderFile>(found.Values.Where(f => !known.ContainsKey(f.Name)));
        var renames = new List<(MirroredFile, FolderFile)>();
        while (free.TryDequeue(out var after))
        {
            var key = (after.Stamp.Device, after.Stamp.Inode);
            if (!moved.TryGetValue(key, out var before) || !before.Stamp.IsSameFile(after.Stamp))
                continue;
            moved.Remove(key);
            renames.Add((before, after));
            if (found.TryGetValue(before.Path, out var another))
                free.Enqueue(another);
        }

        return renames;
    }
}
