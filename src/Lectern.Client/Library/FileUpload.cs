namespace Lectern.Client;

/// <summary>A file to upload.</summary>
/// <param name="Content">
/// Read from where it stands to its end, and left open. One that can seek is sent again when a try fails.
/// </param>
/// <param name="FileName">With its extension, by which the server chooses the format.</param>
public sealed record FileUpload(Stream Content, string FileName)
{
    /// <summary>Told about every piece that was sent.</summary>
    public IProgress<UploadProgress>? Progress { get; init; }
}
