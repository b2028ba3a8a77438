using Lectern.Server.Platform;

namespace Lectern.Server.Operations.Backup;

/// <summary>
/// Copies of the databases, for a backup of a data folder that a server may be using, and of such a copy's own; and what has to
/// be known of them before a server opens them.
/// </summary>
internal interface IStoreCopy
{
    /// <summary>Copies the databases as they are at one moment each, the main one first.</summary>
    /// <param name="folder">An empty one; gets <c>lectern.db</c> and <c>indexes/</c>.</param>
    CopiedStore Copy(string folder);

    /// <summary>What copies name.</summary>
    /// <param name="folder">Holds <c>lectern.db</c> and <c>indexes/</c>.</param>
    /// <exception cref="BackupException">One is damaged, or of a newer version.</exception>
    CopiedStore Check(string folder);

    /// <summary>The hash of the data folder's first key; null where it has none yet.</summary>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    byte[]? FirstKeyHash();
}
