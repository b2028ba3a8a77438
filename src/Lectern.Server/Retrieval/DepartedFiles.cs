using System.Runtime.CompilerServices;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Server.Retrieval;

/// <summary>
/// The files that an index still has and its directory has no more: no search may offer a place to them. They are looked for
/// once for a generation and a state of the directory. Thread-safe.
/// </summary>
internal sealed class DepartedFiles(IDirectoryFiles files)
{
    /// <summary>A generation's catalog is one object as long as it is mapped.</summary>
    private readonly ConditionalWeakTable<IndexCatalog, Known> known = [];

    /// <returns>Their <c>dfl-</c> ids.</returns>
    public IReadOnlyCollection<string> Of(Scope scope, IndexRow index, IIndexSnapshot snapshot)
    {
        // Counted before they are looked at: a file that goes in between is one too many here, and is looked for again.
        var departures = files.Departures(scope, index.SourceDirectoryId);
        if (known.TryGetValue(snapshot.Catalog, out var before) && before.Departures == departures)
            return before.Ids;
        var indexed = snapshot.FileIds();
        var live = files.Existing(scope, indexed, index.SourceDirectoryId);
        var now = new Known(departures, [.. indexed.Where(id => !live.Contains(id))]);
        known.AddOrUpdate(snapshot.Catalog, now);
        return now.Ids;
    }

    private sealed record Known(long? Departures, IReadOnlyList<string> Ids);
}
