using System.ClientModel;
using System.Text.Json;

namespace Lectern.Server.Agent.Models;

/// <summary>Turns what a provider's package throws into a sentence that a person understands. Never names a key.</summary>
internal static class ModelFaults
{
    /// <returns>Null for what is no fault of the model.</returns>
    public static string? Describe(Exception e) => e switch
    {
        ClientResultException { Status: 0 } => $"The model server cannot be reached: {Innermost(e).Message}",
        ClientResultException result => OfStatus(result.Status, result.Message),
        HttpRequestException => $"The model server cannot be reached: {Innermost(e).Message}",
        IOException => "The connection to the model broke off.",
        JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException
            => "The model server sent something that is no valid answer.",
        AggregateException { InnerException: { } inner } => Describe(inner),
        OperationCanceledException => "The connection to the model broke off.",
        _ => null,
    };

    private static string OfStatus(int status, string message) => status switch
    {
        401 or 403 => "The model server refused the key (OPENAI_API_KEY).",
        404 => "The model server does not know this model or address (LECTERN_MODEL, OPENAI_BASE_URL).",
        429 => "The model server is out of capacity or quota for this key (status 429). Try again later.",
        400 or 413 or 422 => $"The model server rejected the request: {FirstLine(message)}",
        >= 500 => $"The model server failed (status {status}).",
        _ => $"The model server answered with status {status}.",
    };

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    /// <summary>The package's message begins with the status; the server's own words follow after a blank line.</summary>
    private static string FirstLine(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.Length > 1 ? lines[^1] : lines.FirstOrDefault() ?? "";
        return line.Length > 300 ? line[..300] + "…" : line;
    }
}
