using System.Security.Cryptography;

namespace Lectern.Server.ChatPage;

/// <summary>A file of the chat page with its compressed forms, which were made when the page was published.</summary>
/// <param name="Path">On the disk.</param>
/// <param name="Tag">Of its content: 16 hexadecimal digits of its SHA-256.</param>
/// <param name="IsFingerprinted">Its name changes with its content.</param>
/// <param name="Encodings">What to send to whom takes it: <c>br</c>, <c>gzip</c>, the smallest first.</param>
internal sealed record PageFile(
    string Path, string ContentType, string Tag, bool IsFingerprinted, IReadOnlyList<(string Name, string Path)> Encodings)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".wasm"] = "application/wasm",
    };

    public static PageFile Read(string path)
    {
        using var content = File.OpenRead(path);
        return new PageFile(
            path,
            ContentTypes.GetValueOrDefault(System.IO.Path.GetExtension(path), "application/octet-stream"),
            Convert.ToHexStringLower(SHA256.HashData(content))[..16],
            IsFingerprint(System.IO.Path.GetFileName(path)),
            [.. new[] { ("br", path + ".br"), ("gzip", path + ".gz") }.Where(e => File.Exists(e.Item2))]);
    }

    /// <summary>The SDK's names: <c>System.Text.Json.ikruilffno.wasm</c>.</summary>
    private static bool IsFingerprint(string name) =>
        name.Split('.') is [_, .., { Length: 10 } print, _] && print.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
