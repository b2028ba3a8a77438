using System.Text;
using Lectern.Server.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What stands in a PDF's dictionaries, by itself or as an object of its own.</summary>
internal static class PdfTokens
{
    private const int MaxValueCharacters = 200_000;

    /// <summary>Of lists in lists; one may name itself.</summary>
    private const int MaxDepth = 8;

    /// <returns>Null where the dictionary has no such key, or the file no such object.</returns>
    public static IToken? Find(PdfDocument document, DictionaryToken owner, NameToken key) =>
        owner.TryGet(key, out var token) ? Resolve(document, token) : null;

    public static IToken? Resolve(PdfDocument document, IToken token) =>
        token is IndirectReferenceToken reference ? document.Structure.GetObject(reference.Data)?.Data : token;

    /// <returns>Null for a button's state, and for nothing.</returns>
    public static string? Text(PdfDocument document, IToken? token) => Text(document, token, 0);

    private static string? Text(PdfDocument document, IToken? token, int depth)
    {
        var text = token switch
        {
            StringToken written => written.Data,
            HexToken written => written.Data,
            StreamToken written => Long(written),
            ArrayToken chosen when depth < MaxDepth => Joined(document, chosen, depth + 1),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static string Joined(PdfDocument document, ArrayToken chosen, int depth)
    {
        var text = new StringBuilder();
        foreach (var one in chosen.Data.Select(t => Text(document, Resolve(document, t), depth)).OfType<string>())
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(one);
            if (text.Length > MaxValueCharacters)
                break;
        }

        return text.ToString();
    }

    /// <summary>A long value is a stream of its own.</summary>
    private static string Long(StreamToken written)
    {
        var bytes = written.Decode(DefaultFilterProvider.Instance).Span;
        var text = bytes.StartsWith((byte[])[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes[2..])
            : bytes.StartsWith(
                (byte[])[0xEF, 0xBB, 0xBF]) ? Encoding.UTF8.GetString(bytes[3..]) : Encoding.Latin1.GetString(bytes);
        return TextStart.Of(text, MaxValueCharacters);
    }
}
