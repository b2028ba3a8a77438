namespace Lectern.Client.Http;

internal static class Uploads
{
    /// <summary>A call that sends a file; it can be repeated when the stream can be read again.</summary>
    public static ApiRequest Request(
        string path, string field, FileUpload file, IReadOnlyList<(string Name, string? Value)> fields)
    {
        var start = file.Content.CanSeek ? file.Content.Position : 0;
        return ApiRequest.Post(path) with
        {
            Content = () => new UploadContent(field, file, start, fields),
            CanRepeat = file.Content.CanSeek,
        };
    }
}
