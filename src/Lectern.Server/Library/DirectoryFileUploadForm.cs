using Lectern.Contracts;

namespace Lectern.Server.Library;

/// <summary>The parts of an upload into a directory.</summary>
/// <param name="UploadFile">The file itself.</param>
/// <param name="UniqueId">Default: the file's name. The directory's file with the same one is replaced.</param>
/// <param name="DisplayName">Default: the file's name.</param>
/// <param name="Metadata">A JSON object of strings, numbers, booleans, nulls and lists of strings.</param>
internal sealed record DirectoryFileUploadForm(
    [Field(Shape = "Binary")] string UploadFile, string? UniqueId, string? DisplayName, string? ExternalFileId, string? Metadata);
