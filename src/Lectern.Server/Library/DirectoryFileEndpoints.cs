using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Library.Links;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Library;

/// <summary>
/// The files of a directory: add, list, get, change, delete. Uploads are in <see cref="DirectoryUploadEndpoint"/>.
/// </summary>
internal static class DirectoryFileEndpoints
{
    private const int MaxName = FieldLimits.Name;

    public static void MapDirectoryFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/api/v1/beta/directories/{directory_id}/files").WithTags("Directories");
        files.MapDirectoryUpload();
        files.MapPost("/", AddAsync).WithSummary("Add a stored file; the same unique_id replaces it").WithTenant()
            .Accepts<DirectoryFileCreateRequest>("application/json")
            .Produces<DirectoryFileResponse>(201).Produces<HTTPValidationError>(422);
        files.MapGet("/", List).WithSummary("List a directory's files").WithTenant().WithPaging().WithDownloadUrl()
            .WithQuery("display_name", "string", "Exact name").WithQuery("display_name_contains", "string", "Part of the name")
            .WithQuery("unique_id", "string", "Exact").WithQuery("file_id", "string", "Exact").WithDeleted()
            .WithQuery(new("updated_at_on_or_after", "string", "ISO 8601") { Format = "date-time" })
            .WithQuery(new("updated_at_on_or_before", "string", "ISO 8601") { Format = "date-time" })
            .Produces<Page<DirectoryFileResponse>>();
        files.MapPost("/bulk-delete", BulkDeleteAsync).WithSummary("Delete up to 100 files, all or none").WithTenant()
            .Accepts<DirectoryFileBulkDeleteRequest>("application/json").Produces(204).Produces<HTTPValidationError>(422);
        files.MapGet("/{directory_file_id}", Get).WithSummary("Get a directory's file").WithTenant().WithDownloadUrl()
            .Produces<DirectoryFileResponse>();
        files.MapPatch("/{directory_file_id}", UpdateAsync)
            .WithSummary("Rename, describe or move a directory's file").WithTenant()
            .Accepts<DirectoryFileUpdateRequest>("application/json").Produces<DirectoryFileResponse>()
            .Produces<ErrorResponse>(409).Produces<HTTPValidationError>(422);
        files.MapDelete("/{directory_file_id}", DeleteAsync).WithSummary("Delete a directory's file").WithTenant().Produces(204);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, IDirectoryFileChanges changes,
        LibraryChanges signal)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.DirectoryFileCreateRequest);
        var problems = new Problems();
        problems.Text(body.FileId, 1, FieldLimits.Id, "body", "file_id");
        problems.OptionalText(body.UniqueId, 1, MaxName, "body", "unique_id");
        problems.OptionalText(body.DisplayName, 1, MaxName, "body", "display_name");
        var metadata = Metadata(body.Metadata, problems) ?? "{}";
        problems.ThrowIfAny();

        // A UUID in any spelling; what is none is found nowhere.
        var fileId = Guid.TryParse(body.FileId, out var uuid) ? uuid.ToString("D") : body.FileId!;
        var (outcome, file) = await changes.AddAsync(
            http.Scope(),
            directoryId,
            new AddedDirectoryFile(fileId, body.UniqueId, body.DisplayName, metadata),
            http.RequestAborted);
        Check(outcome, directoryId, fileId, body.UniqueId);
        signal.Wake();
        return TypedResults.Json(file, LecternJson.Wire.DirectoryFileResponse!, statusCode: 201);
    }

    private static IResult List(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, IDirectories directories,
        IDirectoryFiles files, Paging paging, PresignedLinks links)
    {
        var problems = new Problems();
        var filter = new DirectoryFileFilter(
            http.Text("display_name"), http.Text("display_name_contains"), http.Text("unique_id"), http.Text("file_id"),
            http.Flag("include_deleted", problems), http.Time("updated_at_on_or_after", problems),
            http.Time("updated_at_on_or_before", problems));
        var expands = http.ExpandsDownloadUrl(problems);
        var list = $"directory_files/{directoryId}/{filter}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        if (directories.Find(http.Scope(), directoryId) is null)
            throw ApiException.NotFound("Directory", directoryId);
        var (items, next) = paging.Cut(files.List(http.Scope(), directoryId, filter, page), page, list, f => f.Id);
        return TypedResults.Json(
            new Page<DirectoryFileResponse>(expands ? [.. items.Select(f => WithLink(http, f, links))] : items, next),
            LecternJson.Wire.PageDirectoryFileResponse);
    }

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId,
        [FromRoute(Name = "directory_file_id")] string id,
        IDirectoryFiles files, PresignedLinks links)
    {
        var problems = new Problems();
        var expands = http.ExpandsDownloadUrl(problems);
        problems.ThrowIfAny();
        var file = files.Find(http.Scope(), directoryId, id) ?? throw ApiException.NotFound("File", id);
        return TypedResults.Json(expands ? WithLink(http, file, links) : file, LecternJson.Wire.DirectoryFileResponse);
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId,
        [FromRoute(Name = "directory_file_id")] string id,
        IDirectoryFileChanges changes, LibraryChanges signal)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.DirectoryFileUpdateRequest);
        var problems = new Problems();
        problems.OptionalText(body.UniqueId, 1, MaxName, "body", "unique_id");
        problems.OptionalText(body.DisplayName, 1, MaxName, "body", "display_name");
        problems.OptionalText(body.TargetDirectoryId, 1, FieldLimits.Id, "body", "target_directory_id");
        var metadata = Metadata(body.Metadata, problems);
        problems.ThrowIfAny();
        var update = new DirectoryFileUpdate(body.UniqueId, body.DisplayName, body.TargetDirectoryId, metadata);
        var (outcome, file) = await changes.UpdateAsync(http.Scope(), directoryId, id, update, http.RequestAborted);
        Check(outcome, body.TargetDirectoryId ?? directoryId, id, body.UniqueId);
        signal.Wake();
        return TypedResults.Json(file, LecternJson.Wire.DirectoryFileResponse!);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId,
        [FromRoute(Name = "directory_file_id")] string id,
        IDirectoryFileChanges changes, LibraryChanges signal)
    {
        if (await changes.DeleteAsync(http.Scope(), directoryId, [id], http.RequestAborted) is not null)
            throw ApiException.NotFound("File", id);
        signal.Wake();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> BulkDeleteAsync(
        HttpContext http, [FromRoute(Name = "directory_id")] string directoryId, IDirectories directories,
        IDirectoryFileChanges changes, LibraryChanges signal)
    {
        var body = await http.ReadJsonAsync(LecternJson.Wire.DirectoryFileBulkDeleteRequest);
        var problems = new Problems();
        if (body.DirectoryFileIds is null)
            problems.Missing("body", "directory_file_ids");
        else if (body.DirectoryFileIds.Count == 0)
            problems.Add("too_short", "List should have at least 1 item", "body", "directory_file_ids");
        var ids = problems.Ids(body.DirectoryFileIds, RequestLimits.BulkDeletedFiles, "directory_file_ids");
        problems.ThrowIfAny();
        if (directories.Find(http.Scope(), directoryId) is null)
            throw ApiException.NotFound("Directory", directoryId);
        if (await changes.DeleteAsync(http.Scope(), directoryId, ids, http.RequestAborted) is { } missing)
            throw new ApiException(404, $"{ApiException.NotFound("File", missing).Message} Nothing was deleted.");
        signal.Wake();
        return TypedResults.NoContent();
    }

    private static void Check(ChangeOutcome outcome, string directoryId, string fileId, string? uniqueId)
    {
        switch (outcome)
        {
            case ChangeOutcome.NoDirectory:
                throw ApiException.NotFound("Directory", directoryId);
            case ChangeOutcome.NoFile:
                throw ApiException.NotFound("File", fileId);
            case ChangeOutcome.UniqueIdTaken:
                throw ApiException.Conflict(
                    $"Another file of the directory has this "
                    + $"unique_id{(uniqueId is null ? "; give the moved file another" : "")}.");
        }
    }

    private static string? Metadata(JsonElement? metadata, Problems problems) =>
        metadata is null or { ValueKind: JsonValueKind.Null } ? null : FileMetadata.Check(metadata.Value, problems);

    /// <summary>A deleted file has no URL.</summary>
    private static DirectoryFileResponse WithLink(HttpContext http, DirectoryFileResponse file, PresignedLinks links) =>
        file is { DeletedAt: null, FileId: { } fileId }
            ? file with { DownloadUrl = links.Make(http, new LinkTarget.StoredFile(file.ProjectId, fileId)) }
            : file;
}
