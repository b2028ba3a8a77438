using System.Security.Cryptography;
using System.Text;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>The text of a chunk as its vector sees it: the headings above it, then its content.</summary>
internal static class EmbeddedText
{
    public static string Of(string headingPath, string content) =>
        headingPath.Length == 0 ? content : $"{headingPath}\n{content}";

    /// <summary>16 bytes that tell one text from another.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
}
