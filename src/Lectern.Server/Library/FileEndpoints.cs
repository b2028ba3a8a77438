using Lectern.Contracts;
using Lectern.Server.Library.Links;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Library;

/// <summary>Files by themselves: upload, list, get, delete, and a URL to their content.</summary>
internal static class FileEndpoints
{
    private const int MaxName = FieldLimits.Name;
    private const int MaxIds = 1000;

    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/api/v1/beta/files").WithTags("Files");
        files.MapPost("/", UploadAsync).WithSummary("Upload a file").WithTenant()
            .WithMetadata(new DisableRequestSizeLimitAttribute()).WithForm(typeof(FileUploadForm))
            .Produces<FileV2>(201).Produces<HTTPValidationError>(422);
        files.MapGet("/", List).WithSummary("List files").WithTenant().WithPaging(min: 1, max: 1000).WithDownloadUrl()
            .WithQuery(new("file_ids", "string", "These files") { Format = "uuid", IsList = true })
            .WithQuery("file_name", "string", "Exact name")
            .WithQuery("external_file_id", "string", "Exact")
            .WithQuery(
                "order_by", "string",
                "Fields, comma-separated, each with ' desc' to descend: id, name, created_at, last_modified_at, external_file_id")
            .Produces<Page<FileV2>>().Produces<HTTPValidationError>(422);
        files.MapPost("/query", QueryAsync).WithSummary("List files, asked for by a body").WithTenant()
            .Accepts<FileQueryRequest>("application/json").Produces<Page<FileV2>>().Produces<HTTPValidationError>(422);
        files.MapGet("/{file_id}", Get).WithSummary("Get a file").WithTenant().WithDownloadUrl().Produces<FileV2>();
        files.MapDelete(
            "/{file_id}", DeleteAsync).WithSummary("Delete a file, also from the directories that have it").WithTenant()
            .Produces(204);
        files.MapGet("/{file_id}/content", Content).WithSummary("Presign the URL of a file's content").WithTenant()
            .WithQuery("expires_at_seconds", "integer", "1 to 86400; default 3600").Produces<PresignedUrl>();
    }

    private static async Task<IResult> UploadAsync(HttpContext http, LecternOptions options, IFiles files, UploadReader reader)
    {
        using var upload = await reader.ReadAsync(http, "file", options.MaxUploadBytes);
        var problems = new Problems();
        if (upload.Content is null)
            problems.Missing("body", "file");
        problems.OptionalText(upload.FileName, 1, MaxName, "body", "file");
        problems.Text(upload.Field("purpose"), 1, FieldLimits.Id, "body", "purpose");
        problems.OptionalText(upload.Field("external_file_id"), 1, MaxName, "body", "external_file_id");
        problems.ThrowIfAny();
        var file = await files.AddAsync(
            http.Scope(),
            new NewFile(upload.Content!.Keep(), upload.FileName, upload.Field("external_file_id"), upload.Field("purpose")),
            http.RequestAborted);
        return TypedResults.Json(file, LecternJson.Wire.FileV2, statusCode: 201);
    }

    private static IResult List(HttpContext http, IFiles files, Paging paging, PresignedLinks links)
    {
        var problems = new Problems();
        var selection = new FileSelection(
            Uuids(http.Texts("file_ids"), problems, "query", "file_ids"), http.Text("file_name"), http.Text("external_file_id"));
        var expands = http.ExpandsDownloadUrl(problems);
        var order = FileOrder.Read(http.Text("order_by"), problems, "query");
        var list = ListName(http, selection, order);
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        return Page(http, files, paging, selection, order, list, page, expands ? links : null);
    }

    private static async Task<IResult> QueryAsync(HttpContext http, IFiles files, Paging paging)
    {
        var body = await http.ReadOptionalJsonAsync(LecternJson.Wire.FileQueryRequest)
            ?? new FileQueryRequest(null, null, null, null);
        var problems = new Problems();
        var project = body.Filter?.ProjectId;
        if (project is not null && !Guid.TryParse(project, out _))
            problems.Add("uuid_parsing", "Input should be a valid UUID", "body", "filter", "project_id");
        if (body.Filter?.DataSourceId is { } dataSource && !Guid.TryParse(dataSource, out _))
            problems.Add("uuid_parsing", "Input should be a valid UUID", "body", "filter", "data_source_id");
        var selection = new FileSelection(
            Uuids(
                body.Filter?.FileIds ?? [], problems, "body", "filter",
                "file_ids"), body.Filter?.FileName, body.Filter?.ExternalFileId);
        var order = FileOrder.Read(body.OrderBy, problems, "body");
        var list = ListName(http, selection, order);
        var page = paging.Read(body.PageSize, body.PageToken, list, problems, "body");
        problems.ThrowIfAny();

        // Another project's files are not shown, and none comes from a data source.
        if (project is not null && Guid.Parse(project) != Guid.Parse(http.Scope().ProjectId))
            throw ApiException.NotFound("Project", project);
        if (body.Filter is { DataSourceId: not null } or { OnlyManuallyUploaded: false })
            return TypedResults.Json(new Page<FileV2>([], null), LecternJson.Wire.PageFileV2);
        return Page(http, files, paging, selection, order, list, page, links: null);
    }

    private static IResult Get(HttpContext http, [FromRoute(Name = "file_id")] string id, IFiles files, PresignedLinks links)
    {
        var problems = new Problems();
        var expands = http.ExpandsDownloadUrl(problems);
        problems.ThrowIfAny();
        var file = Find(http, id, files);
        return TypedResults.Json(file.ToFile(expands ? Link(http, file.Id, links) : null), LecternJson.Wire.FileV2);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, [FromRoute(Name = "file_id")] string id, IFiles files, LibraryChanges signal)
    {
        if (!await files.DeleteAsync(http.Scope(), RequestQuery.PathUuid(id, "file_id"), http.RequestAborted))
            throw ApiException.NotFound("File", id);
        signal.Wake();
        return TypedResults.NoContent();
    }

    private static IResult Content(HttpContext http, [FromRoute(Name = "file_id")] string id, IFiles files, PresignedLinks links)
    {
        var problems = new Problems();
        var lifetime = PresignedLinks.Lifetime(http, problems);
        problems.ThrowIfAny();
        return TypedResults.Json(Link(http, Find(http, id, files).Id, links, lifetime), LecternJson.Wire.PresignedUrl);
    }

    private static IResult Page(
        HttpContext http, IFiles files, Paging paging, FileSelection selection, FileOrder order, string list, PageRequest page,
        PresignedLinks? links)
    {
        var (items, next) = paging.Cut(files.List(http.Scope(), selection, order, page), page, list, order.Key);
        return TypedResults.Json(
            new Page<FileV2>([.. items.Select(f => f.ToFile(links is null ? null : Link(http, f.Id, links)))], next),
            LecternJson.Wire.PageFileV2);
    }

    private static PresignedUrl Link(HttpContext http, string fileId, PresignedLinks links, TimeSpan? lifetime = null) =>
        links.Make(http, new LinkTarget.StoredFile(http.Scope().ProjectId, fileId), lifetime);

    private static StoredFile Find(HttpContext http, string id, IFiles files) =>
        files.Find(http.Scope(), RequestQuery.PathUuid(id, "file_id")) ?? throw ApiException.NotFound("File", id);

    private static string ListName(HttpContext http, FileSelection selection, FileOrder order) =>
        $"files/{http.Scope().ProjectId}/{string.Join(',', selection.FileIds)}"
        + $"/{selection.FileName}/{selection.ExternalFileId}/{order}";

    private static IReadOnlyList<string> Uuids(IReadOnlyList<string?> values, Problems problems, params object[] loc)
    {
        if (values.Count > MaxIds)
            problems.Add("too_long", $"List should have at most {MaxIds} items, not {values.Count}", loc);
        var ids = new List<string>();
        for (var i = 0; i < Math.Min(values.Count, MaxIds); i++)
        {
            if (Guid.TryParse(values[i], out var id))
                ids.Add(id.ToString("D"));
            else
                problems.Add("uuid_parsing", "Input should be a valid UUID", [.. loc, i]);
        }

        return ids;
    }
}
