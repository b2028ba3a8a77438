using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Server.ChatPage;

/// <summary>
/// The built chat page, as <c>scripts/build-page</c> leaves it beside the server. Its HTML names every file with the file's own
/// hash (<c>app.css?v=…</c>), so that browsers may keep them for good.
/// </summary>
internal sealed partial class PageFiles
{
    private readonly FrozenDictionary<string, PageFile> files;

    private PageFiles(FrozenDictionary<string, PageFile> files, byte[] html)
    {
        (this.files, Html) = (files, html);
        HtmlTag = Convert.ToHexStringLower(SHA256.HashData(html))[..16];
        SecurityPolicy =
            "default-src 'none'; connect-src 'self'; img-src 'self' data:; font-src 'self'; style-src 'self' 'unsafe-inline'; "
            + $"script-src 'self' 'wasm-unsafe-eval'{string.Concat(InlineScripts(html).Select(hash => $" 'sha256-{hash}'"))}; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    /// <summary>Where the page is looked for.</summary>
    public static string DefaultFolder { get; } = Path.Combine(AppContext.BaseDirectory, "page");

    public static bool IsBuilt => File.Exists(Path.Combine(DefaultFolder, "index.html"));

    public byte[] Html { get; }

    public string HtmlTag { get; }

    /// <summary>The value of <c>Content-Security-Policy</c>: nothing from elsewhere, and no script but the page's own.</summary>
    public string SecurityPolicy { get; }

    /// <summary>The page in this folder, or null when none was built.</summary>
    /// <param name="basePath">Where browsers find it, without a slash at the end.</param>
    public static PageFiles? Load(string folder, string basePath)
    {
        var index = Path.Combine(folder, "index.html");
        if (!File.Exists(index))
            return null;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => path != index && !path.EndsWith(".br", StringComparison.Ordinal)
                && !path.EndsWith(".gz", StringComparison.Ordinal))
            .ToFrozenDictionary(
                path => "/" + Path.GetRelativePath(
                    folder,
                    path).Replace(Path.DirectorySeparatorChar, '/'), PageFile.Read, StringComparer.Ordinal);
        var html = Reference().Replace(File.ReadAllText(index), match =>
            $"{match.Groups["name"].Value}=\"{Address(files, match.Groups["path"].Value)}\"");
        html = html.Replace("<base href=\"/\"", $"<base href=\"{basePath}/\"", StringComparison.Ordinal);
        return new PageFiles(files, Encoding.UTF8.GetBytes(html));
    }

    public PageFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>A file with its hash; one of the SDK, whose name has a print that changes with its build, by that name.</summary>
    private static string Address(FrozenDictionary<string, PageFile> files, string path)
    {
        if (files.TryGetValue("/" + path, out var file))
            return file.IsFingerprinted ? path : $"{path}?v={file.Tag}";
        var extension = Path.GetExtension(path);
        var begin = $"/{path[..^extension.Length]}.";
        return files.FirstOrDefault(f => f.Value.IsFingerprinted && f.Key.StartsWith(begin, StringComparison.Ordinal)
            && f.Key.EndsWith(extension, StringComparison.Ordinal)
            && !f.Key.AsSpan(begin.Length..^extension.Length).Contains('.')).Key is { } printed ? printed[1..] : path;
    }

    private static IEnumerable<string> InlineScripts(byte[] html) =>
        InlineScript().Matches(Encoding.UTF8.GetString(html))
            .Select(script => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups["text"].Value))));

    [GeneratedRegex(@"(?<name>src|href)=""(?<path>[A-Za-z0-9_./-]+)""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<script(?![^>]*\bsrc=)[^>]*>(?<text>.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
