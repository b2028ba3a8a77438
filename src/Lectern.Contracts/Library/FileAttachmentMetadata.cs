namespace Lectern.Contracts;

/// <summary>
/// A named object that a sync made of a file, such as <c>screenshots/page_7.jpg</c> or <c>items/page_3.json</c>.
/// </summary>
/// <param name="Size">Bytes.</param>
public sealed record FileAttachmentMetadata(string Name, [Field(Min = 0)] long Size, DateTimeOffset? LastModified);
