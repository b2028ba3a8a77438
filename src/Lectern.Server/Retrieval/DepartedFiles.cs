using System.Runtime.CompilerServices;
using Lectern.Server.Indexing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Server.Retrieval;

/// <summary>
/// The files of an index that are not shown (<see cref="ShownFiles"/>): no search may offer a place to them. They are looked for
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
        if (known.TryGetValue(snapshot.Catalog, out var before) && before.IsOf(departures, index.RestoredAt))
            return before.Ids;
        var indexed = snapshot.FileIds();
        var shown = files.Shown(scope, index, indexed);
        var now = new Known(departures, index.RestoredAt, [.. indexed.Where(id => !shown.Contains(id))]);
        known.AddOrUpdate(snapshot.Catalog, now);
        return now.Ids;
    }

    private sealed record Known(long? Departures, long? RestoredAt, IReadOnlyList<string> Ids)
    {
        public bool IsOf(long? departures, long? restoredAt) => (Departures, RestoredAt) == (departures, restoredAt);
    }
}
