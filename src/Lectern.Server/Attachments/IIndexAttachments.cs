using Lectern.Server.Indexing;

namespace Lectern.Server.Attachments;

/// <summary>
/// The attachments of one index's files, beside its text and chunks in the index's own database: a swap changes all of them in
/// one commit. A row names an object of the blob store. Thread-safe.
/// </summary>
internal interface IIndexAttachments
{
    /// <summary>A file's attachments by name, after a name.</summary>
    /// <param name="fileId">The <c>dfl-</c> id or the content's UUID.</param>
    IReadOnlyList<StoredAttachment> List(IndexKey index, string fileId, string? after, int limit);

    /// <returns>Null when the index's current contents have no such attachment.</returns>
    StoredAttachment? Find(IndexKey index, string fileId, string name);

    /// <summary>Whether the index has a parsed text of a file.</summary>
    bool HasText(IndexKey index, string fileId);

    /// <summary>A file's parsed text, to be read piece by piece; null where there is none.</summary>
    FileText? OpenText(IndexKey index, string fileId);

    /// <summary>The hashes of every attachment of an index: what the collection of unused blobs must keep.</summary>
    IReadOnlyList<string> Hashes(IndexKey index);
}
