namespace Lectern.Server.Library;

/// <summary>A stream was longer than allowed.</summary>
internal sealed class BlobTooLargeException() : Exception("The file is larger than allowed.");
