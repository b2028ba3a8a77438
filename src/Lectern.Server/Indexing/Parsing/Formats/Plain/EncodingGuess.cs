using System.Text;
using UtfUnknown;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Guesses the encoding of text that is no Unicode. UTF.Unknown knows how often letters follow each other; what it says is
/// believed where the text that comes of it looks like one.
/// </summary>
internal static class EncodingGuess
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>In Western words few letters are above ASCII; in other scripts most are.</summary>
    private const double WesternShare = 0.6;
    private const int FewestAbove = 4;
    private const float LeastConfidence = 0.25f;

    /// <summary>
    /// Among Western encodings the letters of one look right in another: there the detector's word comes first.
    /// </summary>
    private const float SureConfidence = 0.6f;
    private const int FewestForSure = 6;
    private const double MaxBroken = 0.01;

    /// <summary>In this order where they fit alike: Windows, Central Europe, the Baltic, Turkey, DOS, Macintosh, Unix.</summary>
    private static readonly int[] Western = [1252, 1250, 1257, 1254, 850, 10000, 28592];

    private static readonly int[] Others = [54936, 932, 1251, 949, 950, 51932, 21866, 866, 1253];

    /// <summary>From the first line with a byte above ASCII.</summary>
    public static byte[] Sample(byte[] content)
    {
        var first = content.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        var start = first < 0 ? 0 : content.AsSpan(0, first).LastIndexOf((byte)'\n') + 1;
        start = Math.Max(start, first - SampleBytes / 2);
        return content.AsSpan(start, Math.Min(SampleBytes, content.Length - start)).ToArray();
    }

    public static bool Fits(Encoding encoding, byte[] sample, double maxOdd)
    {
        var text = encoding.GetString(sample);
        return text.Count(c => c == '\uFFFD') <= text.Length * MaxBroken && TextOddity.Of(text) <= maxOdd;
    }

    public static Encoding Of(byte[] sample)
    {
        var found = CharsetDetector.DetectFromBytes(sample).Details ?? [];
        var guesses = found.Where(
            d => d.Confidence >= LeastConfidence).Select(d => Encodings.Find(d.EncodingName)).OfType<Encoding>()
            .Where(e => !e.CodePage.Equals(Encoding.UTF8.CodePage)).ToList();
        if (IsWestern(sample))
        {
            var sure = found.Where(
                d => d.Confidence >= SureConfidence).Select(d => Encodings.Find(d.EncodingName)).OfType<Encoding>()
                .Where(e => e.IsSingleByte && sample.Count(b => b >= 0x80) >= FewestForSure);
            return Best(sure.Take(1).Concat(Western.Select(Encodings.Of)).Concat(guesses.Where(g => g.IsSingleByte)), sample);
        }

        return Best(guesses.Concat(Others.Select(Encodings.Of)).Append(Encodings.Of(1252)), sample);
    }

    private static Encoding Best(IEnumerable<Encoding> candidates, byte[] sample)
    {
        var (best, least) = (Encodings.Of(1252), double.MaxValue);
        foreach (var candidate in candidates)
        {
            var text = candidate.GetString(sample);
            var broken = text.Count(c => c == '\uFFFD');
            var odd = TextOddity.Of(text) + (broken > text.Length * MaxBroken ? 1 : 0);
            if (odd < least - 0.02)
                (best, least) = (candidate, odd);
        }

        return best;
    }

    /// <summary>Of the words that have a byte above ASCII; a sign that stands alone is no word.</summary>
    public static bool IsWestern(byte[] sample)
    {
        var (above, letters) = (0, 0);
        for (var at = 0; at < sample.Length; at++)
        {
            var start = at;
            var high = 0;
            for (; at < sample.Length && (sample[at] >= 0x80 || char.IsAsciiLetter((char)sample[at])); at++)
                high += sample[at] >= 0x80 ? 1 : 0;
            if (high == 0 || (at - start == 1 && sample[start] < 0xC0))
                continue;
            above += high;
            letters += at - start;
        }

        return above < FewestAbove || above < letters * WesternShare;
    }
}
