using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Encodings by their names, as browsers take them: a name stands for the larger set that programs write under it.
/// </summary>
internal static class Encodings
{
    static Encodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What it cannot decode becomes U+FFFD; by itself many of them would write a question mark.</summary>
    public static Encoding Of(int codePage) =>
        Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    public static bool IsLatin(Encoding encoding) =>
        encoding.CodePage is 1250 or 1252 or 1254 or 1257 or 850 or 437 or 10000 or 28591 or 28592 or 28593 or 28599
            or 28603 or 28605;

    /// <returns>Null for none, and for a name that nobody knows.</returns>
    public static Encoding? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var wide = name.Trim().ToLowerInvariant() switch
        {
            "ascii" or "us-ascii" or "latin1" or "iso-8859-1" or "iso8859-1" => 1252,
            "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" or "gb18030" => 54936,
            "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "cp932" => 932,
            "euc-kr" or "ks_c_5601-1987" or "cp949" or "uhc" => 949,
            "big5" or "big5-hkscs" or "cp950" => 950,
            "euc-jp" => 51932,
            "iso-8859-9" => 1254,
            "iso-8859-11" or "tis-620" => 874,
            "koi8-r" => 21866,
            "x-mac-cyrillic" => 10007,
            "ibm866" or "cp866" => 866,
            "ibm855" => 855,
            _ => 0,
        };
        try
        {
            return Of(wide == 0 ? Encoding.GetEncoding(name.Trim()).CodePage : wide);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
