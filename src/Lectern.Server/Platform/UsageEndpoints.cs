using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.OpenApi;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Platform;

/// <summary>What a project's answers used, by day, and what it stores.</summary>
internal static class UsageEndpoints
{
    private const int DefaultDays = 30;
    private const int MaxDays = 366;

    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/usage", ByDay).WithTags("Usage").WithSummary("What was used, by day of UTC").WithTenant()
            .WithQuery("from", "string", "First day, such as 2026-11-01; default: 29 days before the last")
            .WithQuery("to", "string", "Last day; default: today. At most 366 days.")
            .Produces<UsageResponse>().Produces<HTTPValidationError>(422);

    private static IResult ByDay(
        HttpContext http, IUsageLedger ledger, IStorageUse storage, CrowdLimits limits, TimeProvider time)
    {
        var problems = new Problems();
        var to = Day(http, "to", problems) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var from = Day(http, "from", problems) ?? to.AddDays(1 - DefaultDays);
        if (from > to)
            problems.Add("value_error", "The first day is after the last", "query", "from");
        else if (to.DayNumber - from.DayNumber >= MaxDays)
            problems.Add("value_error", $"At most {MaxDays} days at a time", "query", "from");
        problems.ThrowIfAny();
        var days = ledger.ByDay(http.Scope(), Start(from), Start(to).AddDays(1));
        var stored = storage.Of(http.Scope().ProjectId);
        return TypedResults.Json(
            new UsageResponse([.. days.Select(d => new UsageDay(d.Name, d.Turns, d.Steps, d.InputTokens, d.OutputTokens))])
            {
                Storage = new StorageUsage(stored.Total, limits.ProjectBytes, stored.Files, stored.Attachments, stored.Indexes),
            },
            LecternJson.Wire.UsageResponse);
    }

    private static DateOnly? Day(HttpContext http, string name, Problems problems)
    {
        if (http.Text(name) is not { } text)
            return null;

        // The year 9999 has no day after its last.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 9999)
            return day;
        problems.Add("date_parsing", "Input should be a day, such as 2026-11-25", "query", name);
        return null;
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
