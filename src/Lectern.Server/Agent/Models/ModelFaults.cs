using System.ClientModel;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Lectern.Server.Agent.Models;

/// <summary>Turns what a provider's package throws into a sentence that a person understands. Never names a key.</summary>
internal static class ModelFaults
{
    private const int MaxQuoted = 300;

    /// <returns>Null for what is no fault of the model.</returns>
    public static string? Describe(Exception e) => e switch
    {
        ClientResultException { Status: > 0 } result => OfStatus(result),
        ClientResultException { InnerException: { } inner } => Describe(inner),
        ClientResultException => "The model server cannot be reached (OPENAI_BASE_URL).",

        // Its message names host and port, and what the system said.
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown } => BrokeOff,
        HttpRequestException => $"The model server cannot be reached: {OneLine(e.Message)} (OPENAI_BASE_URL)",
        IOException => BrokeOff,
        JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException
            => "The model server sent something that is no valid answer.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        OperationCanceledException { InnerException: TimeoutException } =>
            "The model server cannot be reached: connecting took too long. (OPENAI_BASE_URL)",
        OperationCanceledException => BrokeOff,
        _ => null,
    };

    /// <summary>Somebody else's words as a part of a sentence: one line, not long.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > MaxQuoted ? string.Concat(line.AsSpan(0, MaxQuoted), "…") : line;
    }

    private const string BrokeOff = "The connection to the model broke off.";

    private static string OfStatus(ClientResultException result)
    {
        var body = result.GetRawResponse()?.Content?.ToString() ?? "";
        return result.Status switch
        {
            401 => "The model server refused the key (OPENAI_API_KEY).",
            403 => "The model server does not let this key use the model (OPENAI_API_KEY, LECTERN_MODEL).",
            404 => "The model server does not know this model or address (LECTERN_MODEL, OPENAI_BASE_URL).",
            429 when Says(body, "insufficient_quota") => "The account of the model server's key has used up its quota (OPENAI_API_KEY).",
            429 => $"The model server is out of capacity for this key (status 429). {When(result)}",
            400 or 413 or 422 when Says(body, "context_length") || Says(body, "context length") || Says(body, "too long") =>
                "The conversation is too long for the model. A new session starts with an empty one.",
            400 when Says(body, "content_filter") => "The model's content filter refused the conversation.",
            400 or 413 or 422 => $"The model server rejected the request: {ServersWords(result.Message)}",
            >= 500 => $"The model server failed (status {result.Status}).",
            _ => $"The model server answered with status {result.Status}.",
        };
    }

    private static bool Says(string body, string words) => body.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string When(ClientResultException result) =>
        result.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && RetryConditionHeaderValue.TryParse(text, out var header) && header.Delta is { } delta
            ? string.Create(CultureInfo.InvariantCulture, $"Try again in {delta.TotalSeconds:0} seconds.")
            : "Try again later.";

    /// <summary>The package's message begins with the status; the server's own words follow after a blank line.</summary>
    private static string ServersWords(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return OneLine(lines.LastOrDefault() ?? "");
    }
}
