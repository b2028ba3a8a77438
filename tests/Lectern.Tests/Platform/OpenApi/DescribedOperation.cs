using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lectern.Tests.Platform.OpenApi;

/// <summary>An operation of an OpenAPI document.</summary>
internal sealed partial record DescribedOperation(string Method, string Template, JsonElement Operation)
{
    /// <summary>An attachment's name has slashes.</summary>
    private readonly Regex address = new(
        $"^{Parameter().Replace(Template, m => m.Value == "{attachment_name}" ? ".+" : "[^/]+")}/?$");

    public string Name => $"{Method} {Template}";

    public static IReadOnlyList<DescribedOperation> All(JsonElement document) =>
    [
        .. document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject()
                .Where(o => o.Value.TryGetProperty("responses", out _))
                .Select(o => new DescribedOperation(o.Name.ToUpperInvariant(), p.Name, o.Value)))
            .OrderBy(o => o.Template.Count(c => c == '{')),
    ];

    public bool Takes(string method, string path) => Method == method && address.IsMatch(path);

    /// <summary>The response for a status, else the one for any; null where neither is described.</summary>
    public JsonElement? Response(int status)
    {
        var responses = Operation.GetProperty("responses");
        return responses.TryGetProperty($"{status}", out var known) || responses.TryGetProperty("default", out known)
            ? known
            : null;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
