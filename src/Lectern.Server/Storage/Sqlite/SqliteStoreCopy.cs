using Dapper;
using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite.Indexing;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite;

/// <inheritdoc cref="IStoreCopy"/>
internal sealed class SqliteStoreCopy(DataFolder data) : IStoreCopy
{
    private const string OfDefaultProject = "project_id IN (SELECT id FROM projects WHERE is_default)";

    public CopiedStore Copy(string folder) => SqliteFaults.Translated(() =>
    {
        Directory.CreateDirectory(Path.Combine(folder, "indexes"));
        Copy(data.Database, MainOf(folder));
        foreach (var id in IndexIds(folder))
        {
            var source = Path.Combine(data.Indexes, id + ".db");
            if (File.Exists(source))
                Copy(source, Path.Combine(folder, "indexes", id + ".db"));
        }

        return Named(folder);
    });

    public CopiedStore Check(string folder) => SqliteFaults.Translated(() =>
    {
        Check(MainOf(folder), Schema.Migrations.Count);
        foreach (var index in Directory.EnumerateFiles(Path.Combine(folder, "indexes"), "*.db"))
            Check(index, IndexContentsSchema.Migrations.Count);
        return Named(folder);
    });

    public byte[]? FirstKeyHash() => !File.Exists(data.Database) ? null : SqliteFaults.Translated(() =>
    {
        using var main = Open(data.Database);
        return main.QueryFirst<(long Keys, long Marks)>(
            "SELECT count(*), count(*) FILTER (WHERE name = 'is_first') FROM pragma_table_info('api_keys')") switch
        {
            (0, _) => null,

            // Before the mark the name said it, as the migration took it over.
            (_, 0) => main.QueryFirstOrDefault<byte[]>(
                $"SELECT hash FROM api_keys WHERE name = 'first' AND {OfDefaultProject}"),
            _ => main.QueryFirstOrDefault<byte[]>($"SELECT hash FROM api_keys WHERE is_first AND {OfDefaultProject}"),
        };
    });

    private static CopiedStore Named(string folder)
    {
        using var main = Open(MainOf(folder));
        var blobs = main.Query<string>(
            "SELECT DISTINCT content_hash FROM files WHERE deleted_at IS NULL").ToHashSet(StringComparer.Ordinal);
        var indexes = Directory.GetFiles(Path.Combine(folder, "indexes"), "*.db");
        foreach (var index in indexes)
        {
            using var contents = Open(index);
            blobs.UnionWith(contents.Query<string>("SELECT DISTINCT content_hash FROM attachments"));

            // A contents database of an earlier version is copied as it is.
            if (contents.ExecuteScalar<bool>("SELECT count(*) FROM sqlite_master WHERE name = 'kept_attachments'"))
                blobs.UnionWith(contents.Query<string>("SELECT DISTINCT content_hash FROM kept_attachments"));
        }

        return new CopiedStore(indexes.Length, blobs);
    }

    private static List<string> IndexIds(string folder)
    {
        using var main = Open(MainOf(folder));
        return main.Query<string>("SELECT id FROM indexes").AsList();
    }

    /// <summary>SQLite's own backup: the pages as they are at one moment, while others write.</summary>
    private static void Copy(string from, string to)
    {
        using var source = Open(from);
        using var target = new SqliteConnection(ConnectionString(to, SqliteOpenMode.ReadWriteCreate));
        target.Open();
        source.BackupDatabase(target);
    }

    private static void Check(string path, int known)
    {
        try
        {
            using var connection = Open(path);
            if (connection.ExecuteScalar<string>("PRAGMA quick_check(1)") is var said and not "ok")
                throw new BackupException($"The database {Path.GetFileName(path)} is damaged: {said}");
            if (connection.ExecuteScalar<long>("PRAGMA user_version") > known)
                throw new BackupException("The backup was made by a newer version of Lectern. Restore it with that version.");
        }
        catch (SqliteException e)
        {
            throw new BackupException($"The database {Path.GetFileName(path)} is damaged: {e.Message}");
        }
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWrite));
        connection.Open();
        return connection;
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString();

    private static string MainOf(string folder) => Path.Combine(folder, BackupEntries.Database);
}
