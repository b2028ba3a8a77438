using System.Globalization;
using Lectern.Server.Platform.OpenApi;
using Microsoft.Extensions.Primitives;

namespace Lectern.Server.Platform.Http;

/// <summary>Reads query parameters; mistakes go to the problems with <c>loc: ["query", name]</c>.</summary>
internal static class RequestQuery
{
    public static string? Text(this HttpContext http, string name) =>
        http.Read(name) is [.., { Length: > 0 } value] ? value : null;

    public static IReadOnlyList<string> Texts(this HttpContext http, string name) =>
        [.. http.Read(name).Concat(http.Request.Query[name + "[]"]).OfType<string>().SelectMany(v => v.Split(','))
            .Where(v => v.Length > 0)];

    public static int? Integer(this HttpContext http, string name, Problems problems)
    {
        if (http.Text(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        problems.Add("int_parsing", "Input should be a valid integer", "query", name);
        return null;
    }

    public static bool Flag(this HttpContext http, string name, Problems problems)
    {
        switch (http.Text(name)?.ToLowerInvariant())
        {
            case null or "false" or "0":
                return false;
            case "true" or "1":
                return true;
            default:
                problems.Add("bool_parsing", "Input should be a valid boolean", "query", name);
                return false;
        }
    }

    /// <summary>A UUID in lower case, or null when absent.</summary>
    public static string? Uuid(this HttpContext http, string name, Problems problems)
    {
        if (http.Text(name) is not { } text)
            return null;
        if (Guid.TryParse(text, out var value))
            return value.ToString("D");
        problems.Add("uuid_parsing", "Input should be a valid UUID", "query", name);
        return null;
    }

    public static DateTimeOffset? Time(this HttpContext http, string name, Problems problems)
    {
        if (http.Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value))
            return value;
        problems.Add("datetime_parsing", "Input should be a valid ISO 8601 date and time", "query", name);
        return null;
    }

    /// <summary>Whether <c>expand</c> asks for download URLs, the one thing that files have to be expanded with.</summary>
    public static bool ExpandsDownloadUrl(this HttpContext http, Problems problems)
    {
        var fields = http.Texts("expand");
        foreach (var field in fields)
            problems.OneOf(field, ["download_url"], "query", "expand");
        return fields.Count > 0;
    }

    /// <summary>What an operation reads is what it declares, and so stands in the API document.</summary>
    private static StringValues Read(this HttpContext http, string name) =>
        name is "project_id" or "organization_id" || http.GetEndpoint() is not { } operation
        || operation.Metadata.GetOrderedMetadata<QueryParameter>().Any(q => q.Name == name)
            ? http.Request.Query[name]
            : throw new InvalidOperationException($"The operation reads the query's {name} and does not declare it");

    /// <summary>A UUID of the path in lower case.</summary>
    public static string PathUuid(string value, string name) => Guid.TryParse(value, out var uuid)
        ? uuid.ToString("D")
        : throw Problems.Single("uuid_parsing", "Input should be a valid UUID", "path", name);
}
