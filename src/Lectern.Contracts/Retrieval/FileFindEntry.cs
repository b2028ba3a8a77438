namespace Lectern.Contracts;

public sealed record FileFindEntry(string FileId, string FileName);
