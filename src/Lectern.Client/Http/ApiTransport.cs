using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Client.Http;

/// <summary>Sends calls, repeats those that a repetition may cure, and turns failures into exceptions. Thread-safe.</summary>
internal sealed class ApiTransport
{
    private readonly HttpClient http;
    private readonly string baseUrl;
    private readonly AuthenticationHeaderValue key;

    /// <param name="http">Stays the caller's.</param>
    /// <param name="options">Complete: address and key are there.</param>
    public ApiTransport(HttpClient http, LecternClientOptions options)
    {
        this.http = http;
        Options = options;
        Logger = options.LoggerFactory?.CreateLogger("Lectern.Client") ?? NullLogger.Instance;
        baseUrl = options.BaseUrl!.AbsoluteUri.TrimEnd('/');
        key = new AuthenticationHeaderValue("Bearer", options.ApiKey);
    }

    public LecternClientOptions Options { get; }

    public ILogger Logger { get; }

    public Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) => CallAsync(
        request,
        async response =>
        {
            using (response)
            {
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The body is null.");
                }
                catch (JsonException e)
                {
                    throw new LecternException(
                        $"{request.Method} {request.Path} did not answer as the contract says: {e.Message}", e);
                }
            }
        },
        cancellationToken);

    public async Task SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The successful response; its body is read already unless the request says that it streams.</summary>
    public Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken) =>
        CallAsync(request, Task.FromResult, cancellationToken);

    /// <summary>
    /// What <paramref name="take"/> makes of the successful response, which is its own; its failure is the call's.
    /// </summary>
    private async Task<T> CallAsync<T>(
        ApiRequest request, Func<HttpResponseMessage, Task<T>> take, CancellationToken cancellationToken)
    {
        using var call = new CallTelemetry(Logger, request, Options);
        try
        {
            return await take(await RepeatAsync(request, call, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            call.Ended(e);
            throw;
        }
    }

    private async Task<HttpResponseMessage> RepeatAsync(
        ApiRequest request, CallTelemetry call, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            HttpResponseMessage? response = null;
            LecternException failure;
            try
            {
                response = await AttemptAsync(request, attempt, cancellationToken).ConfigureAwait(false);
                await ResponseCapture.NoteAsync(
                    response, request.Streams && response.IsSuccessStatusCode, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    call.Succeeded(response, attempt);
                    return response;
                }

                failure = await ApiErrors.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && Faults.IsOfConnection(e))
            {
                failure = Faults.Of(e, baseUrl, Options.Timeout);
            }

            using (response)
            {
                var mayHelp = request.CanRepeat && (response is null || RetryPolicy.ShouldRetry(response));
                if (!mayHelp || attempt >= Options.MaxRetries)
                {
                    call.GaveUp(response, attempt, failure);
                    throw failure;
                }

                var pause = RetryPolicy.Pause(response, attempt);
                call.IsRepeated(response, failure, pause);
                await Task.Delay(pause, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(ApiRequest request, int attempt, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Options.Timeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var message = new HttpRequestMessage(request.Method, Address(request)) { Content = request.Content?.Invoke() };
        message.Headers.Authorization = key;
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        message.Headers.TryAddWithoutValidation(
            "x-stainless-retry-count", (request.EarlierAttempts + attempt).ToString(CultureInfo.InvariantCulture));
        if (message.Content is UploadContent upload)
            upload.Moved = () => limit.CancelAfter(Options.Timeout);
        var until = request.Streams ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
        var response = await http.SendAsync(message, until, either.Token).ConfigureAwait(false);
        response.RequestMessage ??= message;
        return response;
    }

    private string Address(ApiRequest request) => baseUrl + request.Path +
        request.Query.With("project_id", Options.ProjectId).With("organization_id", Options.OrganizationId);
}
