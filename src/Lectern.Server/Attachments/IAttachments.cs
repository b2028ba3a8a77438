using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Server.Attachments;

/// <summary>
/// The attachments of a file in whatever indexes of the project have some: a client names the file, not the index. Where several
/// indexes made the same one, the oldest index's is taken. Thread-safe.
/// </summary>
internal interface IAttachments
{
    /// <summary>By name; one row more than the page has when more follow.</summary>
    /// <returns>Null when the project has no such file.</returns>
    IReadOnlyList<StoredAttachment>? List(Scope scope, string sourceId, PageRequest page);

    StoredAttachment? Find(Scope scope, string sourceId, string name);

    /// <summary>An attachment, and the index that made it.</summary>
    (IndexKey Index, StoredAttachment Attachment)? FindWithIndex(Scope scope, string sourceId, string name);

    /// <summary>Whether an index has a file's parsed text.</summary>
    bool HasText(Scope scope, string sourceId);

    /// <summary>A file's parsed text in the oldest index that has it; dispose of it.</summary>
    FileText? OpenText(Scope scope, string sourceId);
}
