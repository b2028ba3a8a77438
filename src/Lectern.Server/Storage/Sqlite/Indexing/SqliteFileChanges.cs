using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Microsoft.Data.Sqlite;

namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>
/// Makes the changes of a swap, within its transaction, each alone: when the store refuses something of a file, all of that file
/// is undone and the file noted as failed, and the others are stored. For one swap.
/// </summary>
/// <param name="vectors">Of every chunk that has none of their model; null leaves the vectors as they are.</param>
/// <param name="kept">Gets what the swap takes out.</param>
internal sealed class SqliteFileChanges(
    SqliteConnection connection, SqliteTransaction transaction, IPendingVectors? vectors, KeptFiles kept, TimeProvider time)
    : IDisposable
{
    private const string One = "one_file";

    private readonly ChunkInserts chunks = new(connection);
    private readonly VectorInserts? inserts = vectors is null ? null : new VectorInserts(connection, vectors);
    private readonly List<FileFault> faults = [];

    /// <summary>The files that could not be stored.</summary>
    public IReadOnlyList<FileFault> Faults => faults;

    public void Make(FileChange change)
    {
        switch (change)
        {
            case FileChange.Removed removed:
                Remove(removed.FileId);
                break;
            case FileChange.Described described:
                Alone(described.FileName, () => Describe(described), reason => Fail(described.DirectoryFileId, reason));
                break;
            case FileChange.Replaced replaced:
                Alone(replaced.File.FileName, () => Replace(replaced), reason => Fail(replaced.File, reason));
                break;
        }
    }

    /// <summary>Makes what an earlier generation had live again, all of it or nothing.</summary>
    /// <returns>False when it is kept no more.</returns>
    public bool TryRestore(long generation, CancellationToken cancellationToken)
    {
        if (SqliteGenerations.Find(connection, generation) is null)
            return false;
        var restore = new SqliteRestore(connection, generation);
        foreach (var id in restore.Later())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Remove(id);
        }

        foreach (var number in restore.Kept())
        {
            cancellationToken.ThrowIfCancellationRequested();
            restore.PutBack(number, kept.Next, chunks);
        }

        foreach (var described in restore.Described())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Describe(described);
        }

        return true;
    }

    /// <summary>Gives vectors to the files that are as they were: their model has changed, or one broke off.</summary>
    public void FillVectors()
    {
        foreach (var (id, name) in inserts?.FilesWithout() ?? [])
            Alone(name, () => inserts!.Fill(id), reason => Fail(id, reason));
    }

    /// <summary>As <see cref="FillVectors"/>, up to the first file of which not every vector is made.</summary>
    /// <returns>Whether a file got its vectors or failed.</returns>
    public bool FillMadeVectors()
    {
        var changed = false;
        foreach (var (id, name) in inserts!.FilesWithout())
        {
            // One that fails is done with too.
            var isMade = true;
            Alone(name, () => isMade = inserts.TryFill(id), reason => Fail(id, reason));
            if (!isMade)
                break;
            changed = true;
        }

        return changed;
    }

    /// <summary>Makes segments of what is new, and those again whose chunks got vectors.</summary>
    /// <param name="written">Gets the path of each catalog before it is written.</param>
    public void WriteSegments(string databasePath, ICollection<string> written)
    {
        connection.Execute("UPDATE generation SET last_chunk = @Last", new { chunks.Last });
        SqliteSegments.Renew(databasePath, connection, (inserts?.Filled ?? []).Where(id => id <= chunks.Former), written);
        SqliteSegments.Add(databasePath, connection, chunks.Former + 1, chunks.Last, written);
    }

    public void Dispose()
    {
        chunks.Dispose();
        inserts?.Dispose();
    }

    private void Alone(string fileName, Action change, Action<string> fail)
    {
        transaction.Save(One);
        try
        {
            change();
        }
        catch (Exception e) when (IsOfOneFile(e))
        {
            transaction.Rollback(One);
            fail(FileFault.Reason(FileFault.NotStored, e));
            faults.Add(new FileFault(fileName, e));
        }

        transaction.Release(One);
    }

    private static bool IsOfOneFile(Exception e) => (e is StoreException ? e.InnerException : e) is SqliteException sqlite
        ? SqliteFaults.IsOfValue(sqlite)
        : FileFault.IsOfOneFile(e);

    private void Replace(FileChange.Replaced change)
    {
        var id = change.File.DirectoryFileId;
        Remove(id);
        FileRow.Insert(connection, change.File, change.Text, kept.Next);
        SqliteIndexAttachments.Put(connection, id, change.Attachments, time.GetUtcNow());
        SqliteIndexBoxes.Put(connection, id, change.Boxes);
        foreach (var chunk in change.Chunks)
            chunks.Insert(id, change.File.FileName, chunk);
        inserts?.Fill(id);
    }

    private void Remove(string fileId)
    {
        kept.Keep(fileId);
        RemoveContents(fileId);
        connection.Execute("DELETE FROM files WHERE id = @fileId", new { fileId });
    }

    private void RemoveContents(string fileId)
    {
        SqliteSegments.Remove(connection, fileId, chunks.Former);
        connection.Execute(
            "DELETE FROM chunk_terms WHERE chunk_id IN (SELECT id FROM chunks WHERE file_id = @fileId)", new { fileId });
        connection.Execute(
            "DELETE FROM vectors WHERE chunk_id IN (SELECT id FROM chunks WHERE file_id = @fileId)", new { fileId });
        connection.Execute("DELETE FROM chunks WHERE file_id = @fileId", new { fileId });
        SqliteIndexAttachments.Delete(connection, fileId);
        SqliteIndexBoxes.Delete(connection, fileId);
    }

    /// <summary>A new name is among the words of the file's chunks; metadata is not.</summary>
    private void Describe(FileChange.Described change)
    {
        kept.KeepDescription(change.DirectoryFileId);
        var renamed = connection.Execute(
            "UPDATE files SET name = @FileName WHERE id = @DirectoryFileId AND name <> @FileName", change) > 0;
        connection.Execute(
            "UPDATE files SET file_id = @FileId, metadata = @MetadataJson WHERE id = @DirectoryFileId", change);
        if (renamed)
            chunks.Retitle(change.DirectoryFileId, change.FileName);
    }

    /// <summary>A file that is new or was parsed again becomes one that failed.</summary>
    private void Fail(IndexedFile file, string reason)
    {
        Remove(file.DirectoryFileId);
        FileRow.Insert(connection, file.Failed(reason), "", kept.Next);
    }

    /// <summary>A file that the index has becomes one that failed.</summary>
    private void Fail(string fileId, string reason)
    {
        kept.Keep(fileId);
        RemoveContents(fileId);
        connection.Execute(
            """
            UPDATE files SET reason = @reason, parser = @parser, pages = 0, pages_without_text = '[]', characters = 0, chunks = 0,
                notes = '[]', text = '', since = @Next, described = @Next
            WHERE id = @fileId
            """,
            new { fileId, reason, parser = FileFault.TriedAgain, kept.Next });
    }
}
