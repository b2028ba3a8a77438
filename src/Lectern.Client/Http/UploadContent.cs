using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Lectern.Client.Http;

/// <summary>
/// A multipart form with one file, read from a stream piece by piece. The file's name is written as browsers write it: UTF-8,
/// with quotes and line breaks percent-encoded.
/// </summary>
internal sealed class UploadContent : MultipartFormDataContent
{
    /// <param name="field">Name of the form's field that holds the file.</param>
    /// <param name="file">What to send.</param>
    /// <param name="start">Where in the stream it starts, when it can seek.</param>
    /// <param name="fields">The other fields; those without a value are left out.</param>
    public UploadContent(string field, FileUpload file, long start, IEnumerable<(string Name, string? Value)> fields)
    {
        HeaderEncodingSelector = (_, _) => Encoding.UTF8;
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                Add(new StringContent(value), name);
        }

        if (file.Content.CanSeek)
            file.Content.Position = start;
        var part = new StreamPart(file, start, () => Moved?.Invoke());
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"{field}\"; filename=\"{Escaped(file.FileName)}\"");
        Add(part);
    }

    /// <summary>Called when a piece was sent.</summary>
    public Action? Moved { get; set; }

    private static string Escaped(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private sealed class StreamPart(FileUpload file, long start, Action moved) : HttpContent
    {
        private const int PieceBytes = 64 * 1024;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var total = TryComputeLength(out var length) ? length : (long?)null;
            var piece = new byte[PieceBytes];
            long sent = 0;
            int count;
            while ((count = await file.Content.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                sent += count;
                moved();
                file.Progress?.Report(new UploadProgress(sent, total));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Content.CanSeek ? file.Content.Length - start : 0;
            return file.Content.CanSeek;
        }
    }
}
