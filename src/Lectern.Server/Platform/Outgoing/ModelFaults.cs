using System.ClientModel;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Anthropic.Exceptions;
using Lectern.Server.Text;
using OllamaSharp.Models.Exceptions;

namespace Lectern.Server.Platform.Outgoing;

/// <summary>Turns what a provider's package throws into a sentence that a person understands. Never names a key.</summary>
internal static class ModelFaults
{
    private const int MaxQuoted = 300;

    /// <returns>Null for what is no fault of the model.</returns>
    public static ModelFault? Describe(Exception e, ProviderNames names) => Cause(e) switch
    {
        ClientResultException { Status: > 0 } result => OfStatus(
            result.Status, result.GetRawResponse(
                )?.Content?.ToString() ?? "", ServersWords(result.Message), RetryAfter(result), names),
        ClientResultException => ModelFault.Of($"The model server cannot be reached ({names.Url})."),
        AnthropicApiException api => OfStatus(
            (int)api.StatusCode, api.ResponseBody ?? "", Quoted(api.ApiMessage ?? api.ResponseBody ?? ""), null, names),
        AnthropicServiceException service => Failed(service.ApiMessage ?? service.Message),
        AnthropicInvalidDataException => Invalid,
        ModelDoesNotSupportToolsException =>
            ModelFault.Of($"The model cannot call tools, which it needs to read the documents ({names.Model})."),
        OllamaException ollama => Failed(ollama.Message),

        // Its message names host and port, and what the system said.
        HttpRequestException { StatusCode: { } status } http => OfStatus((int)status, "", Quoted(http.Message), null, names),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown } => BrokeOff,
        HttpRequestException http => ModelFault.Of(Unreachable, $"{Quoted(http.Message)} ({names.Url})"),
        IOException => BrokeOff,
        JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException => Invalid,
        OperationCanceledException { InnerException: TimeoutException } =>
            ModelFault.Of(Unreachable, $"connecting took too long. ({names.Url})"),
        OperationCanceledException => BrokeOff,
        _ => null,
    };

    /// <summary>What kind of fault a call of a server ended on, without a word that the server sent.</summary>
    public static string Kind(Exception e) => Cause(e) switch
    {
        ClientResultException { Status: > 0 } result => Status(result.Status),
        HttpRequestException { StatusCode: { } status } => Status((int)status),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => request.HttpRequestError.ToString(),
        OperationCanceledException => "no answer in time",
        var cause => cause.GetType().Name,
    };

    /// <summary>What a package wraps that has nothing to say of it itself.</summary>
    private static Exception Cause(Exception e) => e switch
    {
        ClientResultException { Status: <= 0, InnerException: { } inner } => Cause(inner),
        AnthropicException { InnerException: { } inner }
            and not (AnthropicApiException or AnthropicServiceException or AnthropicInvalidDataException) => Cause(inner),
        AggregateException { InnerException: { } inner } => Cause(inner),
        _ => e,
    };

    /// <summary>Somebody else's words as a part of a sentence: one line, not long.</summary>
    public static string Quoted(string text) => OneLine.Of(text, MaxQuoted);

    private const string Unreachable = "The model server cannot be reached";

    private static string Status(int status) => string.Create(CultureInfo.InvariantCulture, $"status {status}");

    private static readonly ModelFault BrokeOff = ModelFault.Of("The connection to the model broke off.");

    private static readonly ModelFault Invalid = ModelFault.Of("The model server sent something that is no valid answer.");

    private static ModelFault Failed(string theirWords) => ModelFault.Of("The model server failed", Quoted(theirWords));

    /// <param name="body">Of the response, for what it says; never shown whole.</param>
    /// <param name="words">The server's own, one line.</param>
    private static ModelFault OfStatus(int status, string body, string words, TimeSpan? retryAfter, ProviderNames names) =>
        status switch
        {
            401 => ModelFault.Of($"The model server refused the key ({names.Key})."),
            403 => ModelFault.Of($"The model server does not let this key use the model ({names.Key}, {names.Model})."),
            404 => ModelFault.Of($"The model server does not know this model or address ({names.Model}, {names.Url})."),
            429 when Says(body, "insufficient_quota") =>
                ModelFault.Of($"The account of the model server's key has used up its quota ({names.Key})."),
            429 => ModelFault.Of($"The model server is out of capacity for this key (status 429). {When(retryAfter)}"),
            529 => ModelFault.Of($"The model server is overloaded (status 529). {When(retryAfter)}"),
            400 or 413 or 422 when Says(body, "context_length") || Says(body, "context length") || Says(body, "too long") =>
                ModelFault.TooLong,
            400 when Says(body, "content_filter") => ModelFault.Of("The model's content filter refused the conversation."),
            400 or 413 or 422 => ModelFault.Of("The model server rejected the request", words),
            >= 500 => ModelFault.Of($"The model server failed (status {status})."),
            _ => ModelFault.Of($"The model server answered with status {status}."),
        };

    private static bool Says(string body, string words) => body.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? RetryAfter(ClientResultException result) =>
        result.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && RetryConditionHeaderValue.TryParse(text, out var header) ? header.Delta : null;

    private static string When(TimeSpan? retryAfter) => retryAfter is { } delta
        ? string.Create(CultureInfo.InvariantCulture, $"Try again in {delta.TotalSeconds:0} seconds.")
        : "Try again later.";

    /// <summary>The package's message begins with the status; the server's own words follow after a blank line.</summary>
    private static string ServersWords(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Quoted(lines.LastOrDefault() ?? "");
    }
}
