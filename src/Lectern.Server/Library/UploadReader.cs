using System.Text;
using System.Text.Unicode;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Lectern.Server.Library;

/// <summary>
/// Reads a multipart upload as it arrives: the file goes to the blob store, never into memory; the fields may come in any order.
/// </summary>
internal sealed class UploadReader(IBlobs blobs, ProjectRoom room)
{
    private const int MaxFieldBytes = 256 * 1024;
    private const int MaxParts = 21;
    private const int MaxBoundary = 200;

    /// <summary>Room for the form's other parts beside the file.</summary>
    private const long FormBytes = 4 * 1024 * 1024;

    /// <param name="fileField">The name of the part that is the file.</param>
    public async Task<Upload> ReadAsync(HttpContext http, string fileField, long maxBytes)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "The body must be multipart/form-data.");
        }

        if (http.Request.ContentLength > maxBytes + FormBytes)
            throw TooLarge(maxBytes);
        var left = room.LeftOf(http.Scope().ProjectId);
        if (left == 0 || http.Request.ContentLength > left + FormBytes)
            throw room.Full();
        try
        {
            var parts = new MultipartReader(boundary, http.Request.Body);
            return await ReadPartsAsync(http, parts, fileField, Math.Min(maxBytes, left));
        }
        catch (BlobTooLargeException)
        {
            throw left < maxBytes ? room.Full() : TooLarge(maxBytes);
        }
        catch (Exception e) when (e is InvalidDataException
            || (e is IOException and not BadHttpRequestException && !DiskFull.Is(e)))
        {
            throw new ApiException(400, $"The upload is not whole or not valid multipart/form-data: {e.Message}");
        }
    }

    private static ApiException TooLarge(long maxBytes) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            $"The file is larger than the {maxBytes:N0} bytes that LECTERN_MAX_UPLOAD_BYTES allows.");

    private async Task<Upload> ReadPartsAsync(HttpContext http, MultipartReader reader, string fileField, long maxBytes)
    {
        var upload = new Upload();
        var parts = 0;
        try
        {
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (++parts > MaxParts)
                    throw new InvalidDataException($"There are more than {MaxParts} parts.");
                await ReadPartAsync(section, upload, fileField, maxBytes, http.RequestAborted);
            }

            if (upload.Content is { } content)
                upload.Room = room.Reserve(http.Scope().ProjectId, content.Blob.Size);
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    private async Task ReadPartAsync(
        MultipartSection section, Upload upload, string fileField, long maxBytes, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            throw new InvalidDataException("A part has no Content-Disposition.");
        var (name, fileName) = Names(disposition);
        if (name == fileField && upload.Content is null)
        {
            upload.FileName = fileName ?? "file";
            upload.Content = await blobs.StageAsync(section.Body, maxBytes, cancellationToken);
        }
        else
        {
            upload.Fields[name] = await FieldAsync(section.Body, name, cancellationToken);
        }
    }

    private static async Task<string> FieldAsync(Stream body, string name, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxFieldBytes)
                throw Problems.Single("string_too_long", $"The field has more than {MaxFieldBytes} bytes", "body", name);
        }

        var text = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        return Utf8.IsValid(text) && !text.Contains((byte)0)
            ? Encoding.UTF8.GetString(text)
            : throw Problems.Single("string_unicode", JsonFlaws.NotText, "body", name);
    }

    /// <exception cref="InvalidDataException">A name is in an encoding that is not read, such as UTF-7.</exception>
    private static (string Name, string? FileName) Names(ContentDispositionHeaderValue disposition)
    {
        try
        {
            return (HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", FileName(disposition));
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or FormatException)
        {
            throw new InvalidDataException("A part's Content-Disposition is in an encoding that is not read.");
        }
    }

    /// <summary>The name alone: clients may send a path, and names are hostile.</summary>
    private static string? FileName(ContentDispositionHeaderValue disposition)
    {
        var sent = disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        var name = string.Concat((sent ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c))).Trim();
        return name is "" or "." or ".." ? null : name;
    }
}
