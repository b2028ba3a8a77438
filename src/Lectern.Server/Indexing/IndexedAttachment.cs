namespace Lectern.Server.Indexing;

/// <summary>A named object that a sync made of a file; its content is in the blob store before the swap names it.</summary>
/// <param name="Name">Unique for its file, such as <c>screenshots/page_7.jpg</c> or <c>items/page_3.json</c>: see <see
/// cref="AttachmentNames"/>.</param>
/// <param name="ContentHash">SHA-256, the blob's name.</param>
/// <param name="Size">Bytes.</param>
internal sealed record IndexedAttachment(string Name, string ContentHash, long Size);
