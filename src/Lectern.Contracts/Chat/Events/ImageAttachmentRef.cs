namespace Lectern.Contracts;

/// <summary>A page screenshot by the file and the attachment's name.</summary>
public sealed record ImageAttachmentRef(string SourceId, string AttachmentName);
