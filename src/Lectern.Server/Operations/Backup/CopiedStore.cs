namespace Lectern.Server.Operations.Backup;

/// <param name="Indexes">How many have contents.</param>
/// <param name="Blobs">Hashes of every object that the databases name.</param>
internal sealed record CopiedStore(int Indexes, IReadOnlySet<string> Blobs);
