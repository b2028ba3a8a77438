using Lectern.Contracts;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Storage.Sqlite;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Library;

/// <summary>The files of a directory: upload, list, get, delete.</summary>
internal static class DirectoryFileEndpoints
{
    private const int MaxName = 3000;

    /// <summary>Room for the form's other parts beside the file.</summary>
    private const long FormBytes = 4 * 1024 * 1024;

    public static void MapDirectoryFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/api/v1/beta/directories/{directory_id}/files").WithTags("Directories");
        files.MapPost("/upload", UploadAsync).WithSummary("Upload a file; the same unique_id replaces it").WithTenant()
            // The reader has the limit: Kestrel's own would cut the connection before the client has read the refusal.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Produces<DirectoryFileResponse>(201).Produces<HTTPValidationError>(422);
        files.MapGet("/", List).WithSummary("List a directory's files").WithTenant().WithPaging()
            .WithQuery("display_name", "string", "Exact name").WithQuery("display_name_contains", "string", "Part of the name")
            .WithQuery("unique_id", "string", "Exact").WithQuery("file_id", "string", "Exact")
            .WithQuery("include_deleted", "boolean", "Default false")
            .WithQuery("updated_at_on_or_after", "string", "ISO 8601").WithQuery("updated_at_on_or_before", "string", "ISO 8601")
            .Produces<Page<DirectoryFileResponse>>();
        files.MapGet("/{directory_file_id}", Get).WithSummary("Get a directory's file").WithTenant().Produces<DirectoryFileResponse>();
        files.MapDelete("/{directory_file_id}", DeleteAsync).WithSummary("Delete a directory's file").WithTenant().Produces(204);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, LecternOptions options, SqliteDirectories directories,
        SqliteDirectoryFiles files, UploadReader reader, SourceChanges changes)
    {
        // Before a byte is read: an unknown directory or a file that is too large costs nothing.
        var scope = http.Scope();
        if (directories.Find(scope, directoryId) is null)
            throw ApiException.NotFound("Directory", directoryId);
        if (http.Request.ContentLength > options.MaxUploadBytes + FormBytes)
            throw UploadReader.TooLarge(options.MaxUploadBytes);
        using var upload = await reader.ReadAsync(http, "upload_file", options.MaxUploadBytes);

        var problems = new Problems();
        if (upload.Content is null)
            problems.Missing("body", "upload_file");
        problems.OptionalText(upload.FileName, 1, MaxName, "body", "upload_file");
        foreach (var field in (string[])["unique_id", "display_name", "external_file_id"])
            problems.OptionalText(upload.Field(field), 1, MaxName, "body", field);
        var metadata = FileMetadata.Check(upload.Field("metadata"), problems);
        problems.ThrowIfAny();

        var file = await files.PutAsync(
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
        await changes.NoteAsync(scope, directoryId, http.RequestAborted);
        return TypedResults.Json(file, LecternJson.Wire.DirectoryFileResponse, statusCode: 201);
    }

    private static IResult List(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, SqliteDirectories directories,
        SqliteDirectoryFiles files, Paging paging)
    {
        var problems = new Problems();
        var filter = new DirectoryFileFilter(
            http.Text("display_name"), http.Text("display_name_contains"), http.Text("unique_id"), http.Text("file_id"),
            http.Flag("include_deleted", problems), http.Time("updated_at_on_or_after", problems),
            http.Time("updated_at_on_or_before", problems));
        var list = $"directory_files/{directoryId}/{filter}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        if (directories.Find(http.Scope(), directoryId) is null)
            throw ApiException.NotFound("Directory", directoryId);
        var (items, next) = paging.Cut(files.List(http.Scope(), directoryId, filter, page), page, list, f => f.Id);
        return TypedResults.Json(new Page<DirectoryFileResponse>(items, next), LecternJson.Wire.PageDirectoryFileResponse);
    }

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, [FromRoute(Name = "directory_file_id")] string id,
        SqliteDirectoryFiles files) =>
        TypedResults.Json(
            files.Find(http.Scope(), directoryId, id) ?? throw ApiException.NotFound("File", id),
            LecternJson.Wire.DirectoryFileResponse);

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, [FromRoute(Name = "directory_file_id")] string id,
        SqliteDirectoryFiles files, SourceChanges changes)
    {
        if (!await files.DeleteAsync(http.Scope(), directoryId, id, http.RequestAborted))
            throw ApiException.NotFound("File", id);
        await changes.NoteAsync(http.Scope(), directoryId, http.RequestAborted);
        return TypedResults.NoContent();
    }
}
