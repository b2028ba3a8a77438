namespace Lectern.Client;

/// <summary>How far an upload is.</summary>
/// <param name="BytesSent">Of the file, in this try.</param>
/// <param name="TotalBytes">Null when the stream does not know its length.</param>
public readonly record struct UploadProgress(long BytesSent, long? TotalBytes);
