using System.Globalization;
using System.Text.Json;
using Lectern.Contracts;

namespace Lectern.Server.Platform.Http;

/// <summary>The one place where a failed request gets its status and words.</summary>
internal static partial class ErrorResponses
{
    public static IApplicationBuilder UseErrorResponses(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
                await WriteAsync(http, http.Response.StatusCode, Sentence(http.Response.StatusCode));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; there is nobody to tell.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, e);
        }
    });

    /// <summary>Writes <c>{"detail": …}</c>, or what the endpoint's dialect has in its place.</summary>
    public static Task WriteAsync(HttpContext http, int status, string detail, string? field = null) => Shape(http) is { } shape
        ? shape.WriteAsync(http, status, detail, field)
        : TypedResults.Json(new ErrorResponse(detail), LecternJson.Wire.ErrorResponse, statusCode: status).ExecuteAsync(http);

    private static async Task AnswerAsync(HttpContext http, Exception e)
    {
        http.Response.Clear();
        switch (e)
        {
            case ValidationException invalid when Shape(http) is { } shape:
                await shape.WriteAsync(
                    http, StatusCodes.Status422UnprocessableEntity, Sentence(invalid),
                    invalid.Errors.Select(Place).FirstOrDefault());
                break;
            case ValidationException invalid:
                await TypedResults.Json(
                    new HTTPValidationError(
                        invalid.Errors), LecternJson.Wire.HTTPValidationError, statusCode: 422).ExecuteAsync(http);
                break;
            case ApiException api:
                if (api.ShouldRetry is { } retry)
                    http.Response.Headers["x-should-retry"] = retry ? "true" : "false";
                if (api.RetryAfter is { } after)
                    http.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await WriteAsync(http, api.Status, api.Message, api.Field);
                break;
            case var full when DiskFull.Is(full):
                Log(http).RequestFailed(full, http.Request.Method, http.Request.Path, http.TraceIdentifier);
                http.Response.Headers.RetryAfter = DiskFull.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await WriteAsync(http, StatusCodes.Status507InsufficientStorage, DiskFull.Sentence);
                break;
            case NoRoomException noRoom:
                await WriteAsync(http, StatusCodes.Status507InsufficientStorage, noRoom.Message);
                break;
            case BadHttpRequestException bad:
                await WriteAsync(
                    http, bad.StatusCode, bad.StatusCode == 413 ? "The request is larger than allowed." : bad.Message);
                break;
            default:
                Log(http).RequestFailed(e, http.Request.Method, http.Request.Path, http.TraceIdentifier);
                await WriteAsync(http, 500, "The server failed on this request; its log says more.");
                break;
        }
    }

    private static IErrorShape? Shape(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IErrorShape>();

    private static string Sentence(ValidationException invalid) =>
        string.Join("; ", invalid.Errors.Select(Sentence)) + ".";

    /// <summary>What is wrong with the body as a whole has no place in it.</summary>
    private static string Sentence(ValidationError error) =>
        string.Join('.', error.Loc.Skip(1)) is { Length: > 0 } place ? $"{place}: {error.Msg}" : error.Msg;

    /// <summary>Such as <c>messages[0].role</c>; null for the body as a whole.</summary>
    private static string? Place(ValidationError error)
    {
        var place = string.Concat(error.Loc.Skip(1).Select(l => l.ValueKind == JsonValueKind.Number ? $"[{l}]" : $".{l}"));
        return place.Length == 0 ? null : place.TrimStart('.');
    }

    private static string Sentence(int status) => status switch
    {
        404 => "There is nothing at this address.",
        405 => "This address does not take this method.",
        415 => "The body has a content type that is not understood here.",
        _ => $"The request failed with status {status}.",
    };

    private static ILogger Log(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Lectern.Http");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (request {RequestId})")]
    private static partial void RequestFailed(
        this ILogger logger, Exception exception, string method, string path, string requestId);
}
