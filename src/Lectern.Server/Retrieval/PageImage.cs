namespace Lectern.Server.Retrieval;

/// <summary>A stored page screenshot.</summary>
/// <param name="AttachmentName">As <c>attachments/{name}</c> knows it.</param>
/// <param name="Open">Reads the JPEG.</param>
internal sealed record PageImage(string AttachmentName, Func<Stream> Open);
