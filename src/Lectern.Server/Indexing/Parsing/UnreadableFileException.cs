namespace Lectern.Server.Indexing.Parsing;

/// <summary>A file that cannot be read; the message tells a person what to do about it.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message);
