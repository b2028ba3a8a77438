using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Decodes text: by its byte order mark, as UTF-16 or UTF-32 without one, as UTF-8, as what it declares (HTML, XML, mail) where
/// that gives text, and else as what its bytes look like (<see cref="EncodingGuess"/>).
/// </summary>
internal static partial class TextDecoder
{
    private const int SampleCharacters = 64 * 1024;

    /// <summary>Where a declaration has to stand, by HTML's own rules.</summary>
    private const int DeclarationBytes = 1024;

    /// <summary>More control characters than this part of the text means that it is none.</summary>
    private const double MaxControlShare = 0.02;

    /// <summary>Of a text's letters above ASCII: more that cannot be right mean another encoding.</summary>
    private const double MaxOddShare = 0.2;
    private const int FewestToDoubt = 16;

    /// <summary>UTF-8 with a few damaged bytes is UTF-8 all the same.</summary>
    private const double MaxDamagedShare = 0.05;

    /// <param name="declared">What a frame around it says of its encoding, such as a mail.</param>
    /// <returns>Null when the bytes are no text, or of an encoding that nobody recognises.</returns>
    public static string? Decode(byte[] content, string? declared = null)
    {
        var (encoding, skip, isSure) = Detect(content, declared);
        var text = encoding.GetString(content, skip, content.Length - skip);
        var sample = text.AsSpan(0, Math.Min(text.Length, SampleCharacters));
        var (control, above) = (0, 0);
        foreach (var c in sample)
        {
            above += c >= 0x80 ? 1 : 0;
            if (c == '\uFFFD' || (char.IsControl(c)
                && c is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\b' or '\u001B' or '\u0085')))
                control++;
        }

        var isDoubted = !isSure && above >= FewestToDoubt && TextOddity.Of(sample) > MaxOddShare;
        return control > sample.Length * MaxControlShare || isDoubted ? null : text;
    }

    private static (Encoding Encoding, int Skip, bool IsSure) Detect(byte[] content, string? declared)
    {
        ReadOnlySpan<byte> bytes = content;
        if (bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            return (Encoding.UTF8, 3, true);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE, 0, 0]))
            return (Encoding.UTF32, 4, true);
        if (bytes.StartsWith((byte[])[0, 0, 0xFE, 0xFF]))
            return (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4, true);
        if (bytes.StartsWith((byte[])[0xFF, 0xFE]))
            return (Encoding.Unicode, 2, true);
        if (bytes.StartsWith((byte[])[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode, 2, true);
        if (WithoutMark(bytes) is { } wide)
            return (wide, 0, true);
        if (bytes.IndexOf("\u001B$"u8) >= 0 && Utf8.IsValid(bytes))
            return (Encodings.Of(50220), 0, true);
        if (Utf8.IsValid(bytes) || IsDamagedUtf8(bytes))
            return (Encoding.UTF8, 0, true);
        var sample = EncodingGuess.Sample(content);
        if (Encodings.Find(declared ?? Declared(bytes)) is { } said && IsBelieved(said, sample))
            return (said, 0, true);
        return (EncodingGuess.Of(sample), 0, false);
    }

    /// <summary>It gives text, and is none of Unicode, which was looked for before; Latin letters fit any bytes.</summary>
    private static bool IsBelieved(Encoding said, byte[] sample) =>
        said.CodePage is not (65001 or 65000 or 1200 or 1201 or 12000 or 12001)
        && EncodingGuess.Fits(said, sample, said.IsSingleByte ? 0.1 : 0.02)
        && (!Encodings.IsLatin(said) || EncodingGuess.IsWestern(sample));

    /// <summary>Of characters above ASCII most are whole ones.</summary>
    private static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var (whole, damaged) = (0, 0);
        for (var at = 0; at < bytes.Length && whole + damaged < SampleCharacters;)
        {
            if (bytes[at] < 0x80)
            {
                at++;
                continue;
            }

            var isWhole = Rune.DecodeFromUtf8(bytes[at..], out _, out var read) == System.Buffers.OperationStatus.Done;
            (whole, damaged) = isWhole ? (whole + 1, damaged) : (whole, damaged + 1);
            at += read;
        }

        return whole > 0 && damaged <= whole * MaxDamagedShare;
    }

    /// <summary>
    /// Of <c>&lt;meta charset="x"&gt;</c>, <c>content="text/html; charset=x"</c> or <c>&lt;?xml encoding="x"?&gt;</c>.
    /// </summary>
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationBytes)]);
        return Declaration().Match(start) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(
        """<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""",
        RegexOptions.IgnoreCase, 1000)]
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
        if (zeros[0] > most && zeros[2] > most && zeros[1] < most / 4)
            return Encoding.BigEndianUnicode;

        // Of other scripts only blanks and line ends have a zero byte, nearly always on the same side.
        var (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
        var wide = odd > even * 3 ? Encoding.Unicode : even > odd * 3 ? Encoding.BigEndianUnicode : null;
        return wide is not null && bytes.Length % 2 == 0 && TextOddity.Of(wide.GetString(sample)) < MaxOddShare / 2 ? wide : null;
    }
}
