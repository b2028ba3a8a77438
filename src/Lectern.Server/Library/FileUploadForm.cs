using Lectern.Contracts;

namespace Lectern.Server.Library;

/// <summary>The parts of an upload, for the API's description: <see cref="UploadReader"/> reads them as they arrive.</summary>
/// <param name="Purpose">For people, such as <c>user_data</c>.</param>
/// <param name="File">The file itself.</param>
internal sealed record FileUploadForm(string Purpose, [Field(Shape = "Binary")] string File, string? ExternalFileId);
