using Lectern.Server.Indexing;

namespace Lectern.Server.Agent;

/// <summary>An index as a turn sees it.</summary>
/// <param name="FilesWaiting">Changed files of its directory that it has not taken in.</param>
/// <param name="FilesTotal">Files of its directory, while it is read for the first time; else null.</param>
internal sealed record TurnIndex(string Id, string ExportConfigId, string Name, int FilesWaiting = 0, int? FilesTotal = null)
{
    public static TurnIndex Of(IndexRow index, IIndexes indexes)
    {
        var waiting = indexes.FilesWaiting(index);
        return new TurnIndex(
            index.Id, index.ExportConfigId, index.Name, waiting,
            waiting > 0 && index.LastSyncedAt is null ? Math.Max(waiting, indexes.CountFiles(index)) : null);
    }
}
