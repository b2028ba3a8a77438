using System.Collections;
using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// The ideographs that people write: those of the first level of China's, Taiwan's and Japan's character sets. What is decoded
/// wrongly is mostly made of others.
/// </summary>
internal static class CommonIdeographs
{
    private const char First = '\u4E00';
    private const int Count = 0x5200;

    private static readonly BitArray Common = Load();

    public static bool Has(char c) => c >= First && c - First < Count && Common[c - First];

    private static BitArray Load()
    {
        var common = new BitArray(Count);
        Add(common, Encodings.Find("gb2312")!, 0xB0, 0xD7, 0xA1, 0xFE);
        Add(common, Encodings.Find("big5")!, 0xA4, 0xC6, 0x40, 0xFE);
        Add(common, Encodings.Find("euc-jp")!, 0xB0, 0xCF, 0xA1, 0xFE);
        return common;
    }

    private static void Add(BitArray common, Encoding encoding, int firstRow, int lastRow, int firstCell, int lastCell)
    {
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var cell = firstCell; cell <= lastCell; cell++)
            {
                if (encoding.GetString([(byte)row, (byte)cell]) is [var c] && c >= First && c - First < Count)
                    common[c - First] = true;
            }
        }
    }
}
