using Lectern.Server.Library;

namespace Lectern.Server.Operations.Backup;

/// <summary>All that a data folder holds, for what works on it without a server.</summary>
internal sealed record StoredData(IStoreCopy Databases, IBlobs Blobs);
