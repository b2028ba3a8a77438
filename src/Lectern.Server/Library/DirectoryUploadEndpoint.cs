using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Library;

/// <summary>Uploads a file into a directory in one call.</summary>
internal static class DirectoryUploadEndpoint
{
    private const int MaxName = FieldLimits.Name;

    public static void MapDirectoryUpload(this IEndpointRouteBuilder files) =>
        files.MapPost("/upload", UploadAsync).WithSummary("Upload a file; the same unique_id replaces it").WithTenant()
            // The reader has the limit: Kestrel's own would cut the connection before the client has read the refusal.
            .WithMetadata(new DisableRequestSizeLimitAttribute()).WithForm(typeof(DirectoryFileUploadForm))
            .Produces<DirectoryFileResponse>(201).Produces<HTTPValidationError>(422);

    private static async Task<IResult> UploadAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, LecternOptions options, IDirectories directories,
        IDirectoryFileChanges changes, UploadReader reader, LibraryChanges signal)
    {
        // Before a byte is read: an unknown directory costs nothing.
        var scope = http.Scope();
        if (directories.Find(scope, directoryId) is null)
            throw ApiException.NotFound("Directory", directoryId);
        using var upload = await reader.ReadAsync(http, "upload_file", options.MaxUploadBytes);

        var problems = new Problems();
        if (upload.Content is null)
            problems.Missing("body", "upload_file");
        problems.OptionalText(upload.FileName, 1, MaxName, "body", "upload_file");
        foreach (var field in (string[])["unique_id", "display_name", "external_file_id"])
            problems.OptionalText(upload.Field(field), 1, MaxName, "body", field);
        var metadata = FileMetadata.Check(upload.Field("metadata"), problems);
        problems.ThrowIfAny();

        var file = await changes.PutAsync(
            scope,
            directoryId,
            new NewDirectoryFile(
                upload.Content!.Keep(),
                upload.FileName,
                upload.Field("unique_id") ?? upload.FileName,
                upload.Field("display_name") ?? upload.FileName,
                upload.Field("external_file_id"),
                metadata),
            http.RequestAborted) ?? throw ApiException.NotFound("Directory", directoryId);
        signal.Wake();
        return TypedResults.Json(file, LecternJson.Wire.DirectoryFileResponse, statusCode: 201);
    }
}
