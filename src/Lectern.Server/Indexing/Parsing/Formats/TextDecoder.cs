using System.Text;
using UtfUnknown;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Decodes text of any encoding: byte order mark, UTF-16/32 without one, UTF-8, then detection, then Windows-1252.</summary>
internal static class TextDecoder
{
    private const int SampleBytes = 64 * 1024;

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
        var sample = content.Length <= SampleBytes ? content : content[..SampleBytes];
        var found = CharsetDetector.DetectFromBytes(sample).Detected;
        return (found is { Encoding: not null, Confidence: > 0.5f } ? found.Encoding : Encoding.GetEncoding(1252), 0);
    }

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
