using Dapper;
using Lectern.Server.Platform.Background;
using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Retrieval;

/// <summary>
/// The catalogs of the indexes that are searched: made for each segment by a sync's swap, mapped when a search first needs them,
/// and let go when others were needed since. Thread-safe.
/// </summary>
internal sealed partial class SqliteCatalogs(ServerProblems? problems = null, ILogger<SqliteCatalogs>? logger = null)
    : IDisposable
{
    /// <summary>Mapped at once; the one in use is kept however large it is.</summary>
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Names that a person is shown.</summary>
    private const int Shown = 5;

    private readonly SortedSet<string> damaged = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly LinkedList<Entry> entries = [];

    /// <summary>The catalogs of the generation that a connection's transaction sees. Dispose the lease.</summary>
    /// <param name="databasePath">Of the index's contents.</param>
    public CatalogLease Lease(string databasePath, SqliteConnection connection)
    {
        var (generation, revision) = connection.QueryFirst<(long, long)>("SELECT number, revision FROM generation");
        lock (gate)
        {
            var entry = entries.FirstOrDefault(e => e.DatabasePath == databasePath && e.Revision == revision);
            if (entry is null)
            {
                entry = Open(databasePath, connection, generation, revision);
                var old = entries.Where(e => e.DatabasePath == databasePath && e.Revision < revision);
                foreach (var gone in old.ToList())
                    Drop(gone);
            }
            else
            {
                entries.Remove(entry);
            }

            entries.AddFirst(entry);
            entry.Users++;
            while (entries.Count > 1 && entries.Sum(e => e.Catalog.Bytes) > MaxBytes)
                Drop(entries.Last!.Value);
            return new CatalogLease(entry.Catalog, () => Return(entry));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var entry in entries.ToList())
                Drop(entry);
        }
    }

    /// <summary>Segments that are mapped for another generation stay mapped.</summary>
    private Entry Open(string databasePath, SqliteConnection connection, long generation, long revision)
    {
        var known = entries.Where(e => e.DatabasePath == databasePath).SelectMany(e => e.Files)
            .DistinctBy(f => f.Catalog.Segment).ToDictionary(f => f.Catalog.Segment);
        var files = new List<MappedCatalog>();
        var segments = new List<CatalogSegment>();
        try
        {
            var first = 0;
            foreach (var row in SqliteSegments.All(connection))
            {
                var tombstones = SqliteSegments.Tombstones(connection, row);
                var file = known.GetValueOrDefault(row.Name)
                    ?? FindFile(databasePath, row) ?? Make(databasePath, connection, row);
                files.Add(file.Taken());
                var segment = new CatalogSegment(file.Catalog, first, tombstones);
                if (segment.Live != row.Live)
                {
                    // Made again by a reader of a later generation, which had less of it.
                    files.Add(Make(databasePath, connection, row).Taken());
                    segment = new CatalogSegment(files[^1].Catalog, first, tombstones);
                }

                segments.Add(segment);
                first = checked(first + segment.Catalog.Count);
            }
        }
        catch
        {
            files.ForEach(f => f.Return());
            throw;
        }

        return new Entry(databasePath, revision, new IndexCatalog(generation, segments), files);
    }

    private MappedCatalog? FindFile(string databasePath, SegmentRow row)
    {
        var path = SegmentFiles.PathOf(databasePath, row.Name);
        if (ChunkCatalog.Open(path, row.Name) is { } catalog)
            return new MappedCatalog(catalog);
        if (CatalogLayout.IsOfVersion(path))
            TellDamage(path);
        return null;
    }

    /// <summary>Until the server starts again: a disk that damages one file may damage others too.</summary>
    private void TellDamage(string path)
    {
        if (logger is not null)
            Damaged(logger, path);
        damaged.Add(Path.GetFileName(path));
        problems?.Set(
            "segments",
            [$"{damaged.Count} parts of indexes were damaged on the disk and made again from their indexes' contents: "
                + $"{string.Join(", ", damaged.Take(Shown))}. Look at the disk."],
            degrades: true);
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "{Path} is damaged: it is made again from its index's contents. Look at the disk")]
    private static partial void Damaged(ILogger logger, string path);

    /// <summary>
    /// For one that is not there (of an index of an earlier version), damaged, or just removed by the next generation's swap.
    /// </summary>
    private static MappedCatalog Make(string databasePath, SqliteConnection connection, SegmentRow row)
    {
        var path = SegmentFiles.PathOf(databasePath, row.Name);
        var own = $"{path}.{Guid.CreateVersion7():n}";
        SqliteSegments.WriteCatalog(own, connection, row.Name, row.First, row.Last);
        var made = ChunkCatalog.Open(own, row.Name) ?? throw new InvalidDataException($"The catalog {own} cannot be read.");
        File.Move(own, path, overwrite: true);
        return new MappedCatalog(made);
    }

    private void Drop(Entry entry)
    {
        entries.Remove(entry);
        entry.IsDropped = true;
        if (entry.Users == 0)
            entry.Files.ForEach(f => f.Return());
    }

    private void Return(Entry entry)
    {
        lock (gate)
        {
            if (--entry.Users == 0 && entry.IsDropped)
                entry.Files.ForEach(f => f.Return());
        }
    }

    /// <param name="revision">Another one after each swap, and after each merge too.</param>
    private sealed class Entry(string databasePath, long revision, IndexCatalog catalog, List<MappedCatalog> files)
    {
        public string DatabasePath { get; } = databasePath;

        public long Revision { get; } = revision;

        public IndexCatalog Catalog { get; } = catalog;

        public List<MappedCatalog> Files { get; } = files;

        public int Users { get; set; }

        public bool IsDropped { get; set; }
    }

    /// <summary>A catalog with the generations that use it.</summary>
    private sealed class MappedCatalog(ChunkCatalog catalog)
    {
        private int users;

        public ChunkCatalog Catalog { get; } = catalog;

        public MappedCatalog Taken()
        {
            users++;
            return this;
        }

        public void Return()
        {
            if (--users == 0)
                Catalog.Dispose();
        }
    }
}
