namespace Lectern.Contracts;

public sealed record IndexFileFailure(string FileId, string FileName, string Reason);
