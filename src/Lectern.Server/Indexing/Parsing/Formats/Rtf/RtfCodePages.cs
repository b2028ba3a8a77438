using System.Text;
using Lectern.Server.Indexing.Parsing.Formats.Plain;

namespace Lectern.Server.Indexing.Parsing.Formats.Rtf;

/// <summary>The encodings that a document and its fonts name by number.</summary>
internal static class RtfCodePages
{
    /// <returns>Null for a number that nobody knows: what stood before stands.</returns>
    public static Encoding? Find(int number)
    {
        try
        {
            return number is 0 or 42 ? null : Encodings.Of(number);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public static Encoding? OfCharset(int charset) => Find(charset switch
    {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => 0,
    });
}
