using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Retrieval;

/// <summary>
/// The files of an index that may be shown: those that its directory still has. A deletion counts at once, before the sync that
/// follows it. What was gone already when an earlier generation was made live again is shown until a sync takes it out.
/// </summary>
internal static class ShownFiles
{
    /// <param name="ids"><c>dfl-</c> ids of the index's files.</param>
    public static IReadOnlySet<string> Shown(
        this IDirectoryFiles files, Scope scope, IndexRow index, IReadOnlyCollection<string> ids)
    {
        var existing = files.Existing(scope, ids, index.SourceDirectoryId);
        if (index.RestoredAt is not { } restored || existing.Count == ids.Count)
            return existing;
        string[] gone = [.. ids.Where(id => !existing.Contains(id))];
        return existing.Union(files.GoneBefore(scope, gone, UnixTime.At(restored))).ToHashSet(StringComparer.Ordinal);
    }
}
