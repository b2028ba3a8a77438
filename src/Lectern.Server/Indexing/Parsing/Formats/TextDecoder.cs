using System.Text;
using System.Text.RegularExpressions;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Decodes text: by its byte order mark, as UTF-16 or UTF-32 without one, as UTF-8, as what the document itself declares (HTML
/// and XML), and else as Windows-1252.
/// </summary>
internal static partial class TextDecoder
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>Where a declaration has to stand, by HTML's own rules.</summary>
    private const int DeclarationBytes = 1024;

    /// <summary>More control characters than this part of the text means that it is none.</summary>
    private const double MaxControlShare = 0.02;

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>Null when the bytes are no text.</returns>
    public static string? Decode(byte[] content)
    {
        var (encoding, skip) = Detect(content);
        var text = encoding.GetString(content, skip, content.Length - skip);
        var sample = text.AsSpan(0, Math.Min(text.Length, SampleBytes));
        var control = 0;
        foreach (var c in sample)
        {
            if (c == '\uFFFD' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\u001B' or '\u0085')))
                control++;
        }

        return control > sample.Length * MaxControlShare ? null : text;
    }

    private static (Encoding Encoding, int Skip) Detect(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            return (Encoding.UTF8, 3);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE, 0, 0]))
            return (Encoding.UTF32, 4);
        if (bytes.StartsWith((byte[])[0, 0, 0xFE, 0xFF]))
            return (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE]))
            return (Encoding.Unicode, 2);
        if (bytes.StartsWith((byte[])[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode, 2);
        if (WithoutMark(bytes) is { } wide)
            return (wide, 0);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return (Encoding.UTF8, 0);
        return (Declared(bytes) ?? Encoding.GetEncoding(1252), 0);
    }

    /// <summary>
    /// Of <c>&lt;meta charset="x"&gt;</c>, <c>content="text/html; charset=x"</c> or <c>&lt;?xml encoding="x"?&gt;</c>.
    /// </summary>
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationBytes)]);
        if (Declaration().Match(start) is not { Success: true } match)
            return null;
        try
        {
            return Encoding.GetEncoding(match.Groups[1].Value);
        }
        catch (ArgumentException)
        {
            // A name that nobody knows declares nothing.
            return null;
        }
    }

    [GeneratedRegex("""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Declaration();

    /// <summary>Western text in UTF-16 or UTF-32 has zero bytes at every second place, or at three of four.</summary>
    private static Encoding? WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 4096)];
        if (sample.Length < 8)
            return null;
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < sample.Length; i++)
            zeros[i % 4] += sample[i] == 0 ? 1 : 0;
        var most = sample.Length / 4 * 0.7;
        if (bytes.Length % 4 == 0 && zeros[1] > most && zeros[2] > most && zeros[3] > most)
            return Encoding.UTF32;
        if (bytes.Length % 4 == 0 && zeros[0] > most && zeros[1] > most && zeros[2] > most)
            return new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        if (zeros[1] > most && zeros[3] > most && zeros[0] < most / 4)
            return Encoding.Unicode;
        return zeros[0] > most && zeros[2] > most && zeros[1] < most / 4 ? Encoding.BigEndianUnicode : null;
    }
}
