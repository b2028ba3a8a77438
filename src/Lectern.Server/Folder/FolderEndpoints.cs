using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;

namespace Lectern.Server.Folder;

/// <summary>The followed folder, for an admin of the project that it is loaded into.</summary>
internal static class FolderEndpoints
{
    private const int MostListed = 1000;

    public static void MapFolder(this IEndpointRouteBuilder routes)
    {
        var folder = routes.MapGroup("/api/v1/folder").WithTags("Settings");
        folder.MapGet("/", Get).WithSummary("How the followed folder stands (admin)").WithTenant().Produces<FollowedFolder>();
        folder.MapPost("/removals", Confirm).WithSummary("Say that the missing files which wait are gone (admin)").WithTenant()
            .Produces<FolderRemovals>().Produces<ErrorResponse>(409);
    }

    private static IResult Get(HttpContext http, FolderStatus status)
    {
        var report = Report(http, status);
        return TypedResults.Json(
            new FollowedFolder(
                report.Folder, State(report), report.Stopped, report.DirectoryId, report.IndexId, report.Files,
                report.LeftOut.Count,
                [.. report.LeftOut.Take(MostListed).Select(l => new FolderEntryLeftOut(l.Name, l.Reason))],
                report.Waiting.Count, [.. report.Waiting.Values.Order(StringComparer.Ordinal).Take(MostListed)], report.LookedAt),
            LecternJson.Wire.FollowedFolder);
    }

    private static IResult Confirm(HttpContext http, FolderStatus status, FolderWatch watch)
    {
        Report(http, status);
        var count = status.ConfirmGone();
        if (count == 0)
            throw ApiException.Conflict("No file of the followed folder waits to be removed.");
        watch.Note();
        return TypedResults.Json(new FolderRemovals(count), LecternJson.Wire.FolderRemovals);
    }

    private static string State(FolderReport report) =>
        report.Stopped is not null ? "stopped" : report.Waiting.Count > 0 ? "waiting" : "following";

    private static FolderReport Report(HttpContext http, FolderStatus status)
    {
        var scope = http.AdminScope();
        return status.Report is { } report && report.ProjectId == scope.ProjectId
            ? report
            : throw new ApiException(404, "This project follows no folder, or none was looked at yet.");
    }
}
