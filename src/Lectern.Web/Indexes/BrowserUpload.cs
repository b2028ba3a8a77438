using System.Text.Json;
using Lectern.Web.Access;
using Lectern.Web.Browser;
using Lectern.Web.Languages;
using Microsoft.JSInterop;

namespace Lectern.Web.Indexes;

/// <summary>Sends a file of this computer into a directory. Its content never enters the page: the browser sends it.</summary>
internal static class BrowserUpload
{
    /// <param name="watcher">Told how much is sent.</param>
    /// <returns>The stored file's <c>dfl-</c> id, or null and why the server did not take it.</returns>
    public static async Task<(string? FileId, string? Reason)> SendAsync<TWatcher>(
        BrowserPage page, Account account, string directory, LoadedFile file, DotNetObjectReference<TWatcher>? watcher)
        where TWatcher : class
    {
        string answer;
        try
        {
            answer = await page.GetAsync<string>(
                "upload", file.Number, $"api/v1/beta/directories/{directory}/files/upload", account.Key, file.Path, file.Name,
                watcher);
        }
        catch (JSException)
        {
            // The browser has no such file any more.
            return (null, Strings.Of("load.not_taken"));
        }

        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.TryGetProperty("id", out var id))
            return (id.GetString(), null);
        return (
            null,
            json.RootElement.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
                ? detail.GetString()
                : Strings.Of("load.not_taken"));
    }
}
