namespace Lectern.Tests.Storage.Sqlite;

/// <summary>Makes an index's database what an earlier version had.</summary>
internal static class EarlierIndex
{
    /// <summary>SQL.</summary>
    public const string WithoutGenerations =
        """
        DROP TABLE kept_files; DROP TABLE kept_chunks; DROP TABLE kept_attachments; DROP TABLE kept_boxes;
        DROP TABLE kept_descriptions; DROP TABLE generations;
        DROP INDEX files_by_since; DROP INDEX files_failed;
        ALTER TABLE files DROP COLUMN since;
        ALTER TABLE files DROP COLUMN described;
        ALTER TABLE generation DROP COLUMN revision;
        PRAGMA user_version = 10;
        """;
}
