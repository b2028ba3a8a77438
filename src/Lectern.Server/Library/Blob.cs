namespace Lectern.Server.Library;

/// <param name="Hash">SHA-256, 64 lower-case hexadecimal digits.</param>
internal sealed record Blob(string Hash, long Size);
