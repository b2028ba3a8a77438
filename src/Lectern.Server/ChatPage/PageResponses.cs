using Microsoft.Net.Http.Headers;

namespace Lectern.Server.ChatPage;

/// <summary>
/// Answers what belongs to the chat page: its own addresses with its HTML, its files with their smallest form. Everything else
/// goes on to the API.
/// </summary>
internal static class PageResponses
{
    private const string Forever = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    public static IApplicationBuilder UsePage(this IApplicationBuilder app, string folder, string basePath = "")
    {
        var page = PageFiles.Load(folder, basePath);
        return app.Use((http, next) =>
        {
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
                return next(http);
            if (IsPage(http.Request.Path))
                return SendHtmlAsync(http, page);
            return page?.Find(http.Request.Path.Value ?? "") is { } file ? SendFileAsync(http, file) : next(http);
        });
    }

    /// <summary>The addresses that the page shows in the browser.</summary>
    private static bool IsPage(PathString path) =>
        path.Value is null or "" or "/" or "/index.html" or "/settings" or "/documents"
            || IsOneBelow(path, "/c") || IsOneBelow(path, "/documents");

    private static bool IsOneBelow(PathString path, string folder) =>
        path.StartsWithSegments(folder, out var rest) && rest.Value is { Length: > 1 } one && one.LastIndexOf('/') == 0;

    private static async Task SendHtmlAsync(HttpContext http, PageFiles? page)
    {
        if (page is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(
                "The chat page is not built here: scripts/build-page builds it, and ./run does so by itself.\n"
                + "The API is described at /docs.\n",
                http.RequestAborted);
            return;
        }

        http.Response.Headers.ContentSecurityPolicy = page.SecurityPolicy;
        if (IsKnown(http, page.HtmlTag, AskAgain))
            return;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Html.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(page.Html, http.RequestAborted);
    }

    private static async Task SendFileAsync(HttpContext http, PageFile file)
    {
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (IsKnown(http, file.Tag, file.IsFingerprinted || http.Request.Query["v"] == file.Tag ? Forever : AskAgain))
            return;
        http.Response.ContentType = file.ContentType;
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        var (encoding, path) = file.Encodings.FirstOrDefault(e => accepted.Any(a => a.Value == e.Name && a.Quality is not 0));
        if (encoding is not null)
            http.Response.Headers.ContentEncoding = encoding;
        path ??= file.Path;
        http.Response.ContentLength = new FileInfo(path).Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.SendFileAsync(path, http.RequestAborted);
    }

    /// <summary>Writes the cache's headers; answers 304 when the browser has this very content.</summary>
    private static bool IsKnown(HttpContext http, string tag, string cache)
    {
        var quoted = $"\"{tag}\"";
        http.Response.Headers.ETag = quoted;
        http.Response.Headers.CacheControl = cache;
        if (!http.Request.Headers.IfNoneMatch.ToString().Contains(quoted, StringComparison.Ordinal))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
