using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Lectern.Client.Http;

/// <summary>
/// What the client tells of one call: a span with the server's id of the request, and lines of the log. Neither has what was
/// asked or answered, nor the key.
/// </summary>
internal sealed class CallTelemetry : IDisposable
{
    private static readonly ActivitySource Source = new(LecternClient.ActivitySourceName);

    private static readonly Action<ILogger, HttpMethod, string, int, double, string?, Exception?> Answered =
        LoggerMessage.Define<HttpMethod, string, int, double, string?>(
            LogLevel.Debug, new EventId(1, nameof(Answered)),
            "{Method} {Path} answered {Status} after {Milliseconds} ms (request {RequestId})");

    private static readonly Action<ILogger, HttpMethod, string, string, double, string?, Exception?> TriedAgain =
        LoggerMessage.Define<HttpMethod, string, string, double, string?>(
            LogLevel.Warning, new EventId(2, nameof(TriedAgain)),
            "{Method} {Path} failed ({Reason}) and is tried again after {Milliseconds} ms (request {RequestId})");

    private static readonly Action<ILogger, HttpMethod, string, string, string?, Exception?> Failed =
        LoggerMessage.Define<HttpMethod, string, string, string?>(
            LogLevel.Debug, new EventId(3, nameof(Failed)), "{Method} {Path} failed ({Reason}; request {RequestId})");

    private static readonly Action<ILogger, string, int, double, Exception?> Broke =
        LoggerMessage.Define<string, int, double>(
            LogLevel.Warning, new EventId(4, nameof(Broke)),
            "The stream of {Path} broke; it is opened again (attempt {Attempt}) after {Milliseconds} ms");

    private readonly ILogger logger;
    private readonly ApiRequest request;
    private readonly TimeProvider time;
    private readonly long began;
    private readonly Activity? span;

    public CallTelemetry(ILogger logger, ApiRequest request, LecternClientOptions options)
    {
        (this.logger, this.request, time) = (logger, request, options.TimeProvider);
        began = time.GetTimestamp();
        span = Source.StartActivity(request.Method.Method, ActivityKind.Client)?
            .SetTag("http.request.method", request.Method.Method).SetTag("url.path", request.Path)
            .SetTag("server.address", options.BaseUrl!.Host).SetTag("server.port", options.BaseUrl.Port);
    }

    /// <summary>Begins the span of a whole turn, over as many connections as it takes.</summary>
    public static Activity? BeginTurn(string sessionId) =>
        Source.StartActivity("turn")?.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("gen_ai.conversation.id", sessionId);

    /// <summary>What a span shows did not come to its end, or to a bad one.</summary>
    public static void Ended(Activity? span, Exception fault) =>
        Ended(span, fault is OperationCanceledException ? "cancelled" : fault.GetType().Name);

    /// <summary>As above; <paramref name="kind"/> is a status, or a word of this program's own.</summary>
    public static void Ended(Activity? span, string kind) =>
        span?.SetTag("error.type", kind).SetStatus(ActivityStatusCode.Error);

    public static void StreamBroke(ILogger logger, string path, int attempt, TimeSpan pause) =>
        Broke(logger, path, attempt, pause.TotalMilliseconds, null);

    public static string? RequestId(HttpResponseMessage? response) =>
        response?.Headers.TryGetValues("x-request-id", out var ids) is true ? ids.FirstOrDefault() : null;

    public void Succeeded(HttpResponseMessage response, int attempt)
    {
        Note(response, attempt);
        Answered(
            logger, request.Method, request.Path, (int)response.StatusCode, time.GetElapsedTime(began).TotalMilliseconds,
            RequestId(response), null);
    }

    public void IsRepeated(HttpResponseMessage? response, LecternException failure, TimeSpan pause) => TriedAgain(
        logger, request.Method, request.Path, Reason(response, failure), pause.TotalMilliseconds, RequestId(response), null);

    public void GaveUp(HttpResponseMessage? response, int attempt, LecternException failure)
    {
        Note(response, attempt);
        Ended(span, Reason(response, failure));
        Failed(logger, request.Method, request.Path, Reason(response, failure), RequestId(response), null);
    }

    /// <summary>It throws.</summary>
    public void Ended(Exception fault)
    {
        // What it gave up for is told already.
        if (span?.Status is ActivityStatusCode.Unset)
            Ended(span, fault);
    }

    public void Dispose() => span?.Dispose();

    private void Note(HttpResponseMessage? response, int attempt) => span?
        .SetTag("http.response.status_code", response is null ? null : (int)response.StatusCode)
        .SetTag("http.request.resend_count", attempt == 0 ? null : attempt).SetTag("lectern.request", RequestId(response));

    /// <summary>The status, else the exception's name: what the server says may repeat what was asked.</summary>
    private static string Reason(HttpResponseMessage? response, LecternException failure) => response is null
        ? failure.GetType().Name
        : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
