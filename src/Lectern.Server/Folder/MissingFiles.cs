using Lectern.Server.Library;

namespace Lectern.Server.Folder;

/// <summary>
/// Decides which of the files that were not found may go from the directory. One that is missing in two looks at the folder,
/// while nothing else vanishes, is gone. What vanishes in bulk, or with its device, may be an unmounted drive: it waits for a
/// word. Not thread-safe.
/// </summary>
internal sealed class MissingFiles
{
    /// <summary>At least so many, and more than half of what was mirrored, are many at once.</summary>
    public const int Bulk = 10;

    private HashSet<string> before = [];

    /// <param name="known">What was mirrored.</param>
    /// <param name="missing">What of it was not found, nor under another name.</param>
    /// <param name="gone">The ids of those of which somebody said that they are gone.</param>
    public MissingJudgement Judge(
        IReadOnlyList<MirroredFile> known, IReadOnlyList<MirroredFile> missing, FolderListing listing, IReadOnlySet<string> gone)
    {
        var hidden = missing.Where(m => listing.MayHide(m.Path)).ToList();
        var told = missing.Where(m => gone.Contains(m.Id)).ToList();
        var waiting = missing.Where(m => m.MissedAt is not null).Except(told).ToList();
        var others = missing.Except(hidden).Except(told).Except(waiting).ToList();

        var present = known.Except(missing).ToList();
        var isQuiet = before.SetEquals(others.Select(m => m.Id));
        before = [.. others.Select(m => m.Id)];
        if (others.Count > 0 && !isQuiet)
            return new MissingJudgement(told, waiting, hidden, LooksAgain: true);

        var isBulk = listing.Files.Count == 0
            || (others.Count >= Bulk && others.Count * 2 > known.Count - waiting.Count);
        var volumes = present.Select(m => m.Volume).ToHashSet();
        var away = others.Where(m => isBulk || IsAway(m)).ToList();
        return new MissingJudgement([.. told, .. others.Except(away)], [.. waiting, .. away], hidden, LooksAgain: false);

        bool IsAway(MirroredFile file) =>
            file.Volume != 0 && !volumes.Contains(file.Volume) && listing.VolumeOf(file.Path) != file.Volume;
    }
}
