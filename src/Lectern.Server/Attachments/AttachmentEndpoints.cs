using Lectern.Contracts;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Library.Links;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Text;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Server.Attachments;

/// <summary>What a sync stored beside a file's text: page screenshots and items with their boxes.</summary>
internal static class AttachmentEndpoints
{
    public static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        var attachments = routes.MapGroup("/api/v1/beta/attachments").WithTags("Attachments");
        attachments.MapGet("/", List).WithSummary("List a file's attachments").WithTenant().WithPaging()
            .WithQuery(new("source_id", "string", "The directory file's id, or the file's UUID") { IsRequired = true })
            .Produces<Page<FileAttachmentMetadata>>().Produces<HTTPValidationError>(422);

        // Names have slashes, sent raw or as %2F.
        attachments.MapGet("/{**attachment_name}", Get).WithSummary("Presign an attachment's URL").WithTenant()
            .WithQuery(new("source_id", "string", "The directory file's id, or the file's UUID") { IsRequired = true })
            .WithQuery("expires_at_seconds", "integer", "1 to 86400; default 3600")
            .WithQuery(
                "highlight", "string",
                "START-END: marks these characters of the parsed text on the page's screenshot, or in text.html")
            .Produces<PresignedUrl>().Produces<HTTPValidationError>(422);
    }

    private static IResult List(HttpContext http, IAttachments attachments, Paging paging)
    {
        var problems = new Problems();
        var source = SourceId(http, problems);
        var list = $"attachments/{http.Scope().ProjectId}/{source}";
        var page = paging.FromQuery(http, list, problems);
        problems.ThrowIfAny();
        var rows = attachments.List(http.Scope(), source, page) ?? throw ApiException.NotFound("File", source);
        var (items, next) = paging.Cut(rows, page, list, a => a.Name);
        return TypedResults.Json(
            new Page<FileAttachmentMetadata>(
                [.. items.Select(a => new FileAttachmentMetadata(a.Name, a.Size, UnixTime.At(a.CreatedAt)))], next),
            LecternJson.Wire.PageFileAttachmentMetadata);
    }

    private static IResult Get(
        HttpContext http, [FromRoute(Name = "attachment_name")] string encodedName, IAttachments attachments,
        PresignedLinks links)
    {
        var problems = new Problems();
        var source = SourceId(http, problems);
        var lifetime = PresignedLinks.Lifetime(http, problems);
        var highlight = http.Text("highlight");
        var span = highlight is null ? null : TextSpan.Parse(highlight);
        if (highlight is not null && span is null)
            problems.Add(
                "value_error", "Must be START-END, characters of the parsed text, END after START.", "query", "highlight");
        problems.ThrowIfAny();

        // The server's own decoding leaves this one sign as it was sent.
        var name = encodedName.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var isText = name == AttachmentNames.Text;
        if (isText ? !attachments.HasText(http.Scope(), source) : attachments.Find(http.Scope(), source, name) is null)
            throw Missing(name);
        var target = new LinkTarget.Attachment(http.Scope().ProjectId, source, name)
        {
            Highlight = isText || name.StartsWith("screenshots/", StringComparison.Ordinal) ? span : null,
        };
        return TypedResults.Json(links.Make(http, target, lifetime), LecternJson.Wire.PresignedUrl);
    }

    /// <summary>Says too which program is not installed that would have made it.</summary>
    private static ApiException Missing(string name)
    {
        var reason = name.StartsWith("screenshots/", StringComparison.Ordinal)
            ? ExternalTools.Missing().FirstOrDefault(m => m.Contains("screenshots", StringComparison.Ordinal))
            : null;
        return reason is null
            ? ApiException.NotFound("Attachment", name)
            : new ApiException(StatusCodes.Status404NotFound, $"Attachment {name} was not found. {reason}");
    }

    private static string SourceId(HttpContext http, Problems problems)
    {
        var source = http.Text("source_id");
        problems.Text(source, 1, FieldLimits.Id, "query", "source_id");
        return source ?? "";
    }
}
