namespace Lectern.Server.Operations.Backup;

/// <summary>The last entry of a backup: without it the file is not whole.</summary>
/// <param name="Format">2.</param>
/// <param name="Program">The version of Lectern that wrote it.</param>
/// <param name="Blobs">How many objects are in it; their names are their hashes.</param>
/// <param name="Files">The SHA-256 of every other entry, by its name.</param>
internal sealed record BackupManifest(
    int Format, string Program, DateTimeOffset CreatedAt, int Indexes, int Blobs, IReadOnlyDictionary<string, string> Files)
{
    public const int Current = 2;
}
