namespace Lectern.Contracts;

/// <summary>A file that <c>find_files</c> lists.</summary>
/// <param name="FileId">The <c>dfl-</c> id.</param>
/// <param name="Index">The index's name.</param>
public sealed record FoundFile(string FileId, string FileName, string IndexId, string Index);
