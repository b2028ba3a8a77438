namespace Lectern.Server.Operations.Backup;

/// <summary>The last entry of a backup: without it the file is not whole.</summary>
/// <param name="Format">1.</param>
/// <param name="Program">The version of Lectern that wrote it.</param>
/// <param name="Blobs">How many objects are in it.</param>
internal sealed record BackupManifest(int Format, string Program, DateTimeOffset CreatedAt, int Indexes, int Blobs);
