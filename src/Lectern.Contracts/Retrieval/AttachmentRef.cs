namespace Lectern.Contracts;

public sealed record AttachmentRef(string Type, string AttachmentName, string SourceId);
