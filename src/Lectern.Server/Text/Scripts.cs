using System.Text;

namespace Lectern.Server.Text;

/// <summary>The script of a letter, by the Unicode Standard's blocks. Thread-safe.</summary>
internal static class Scripts
{
    public static Script Of(Rune rune) => rune.Value switch
    {
        < 0x80 => Rune.IsLetter(rune) ? Script.Latin : Script.Other,
        < 0x250 => Script.Latin,
        >= 0x370 and <= 0x3FF or >= 0x1F00 and <= 0x1FFF => Script.Greek,
        >= 0x400 and <= 0x52F => Script.Cyrillic,
        >= 0x530 and <= 0x58F => Script.Armenian,
        >= 0x590 and <= 0x5FF => Script.Hebrew,
        >= 0x600 and <= 0x6FF or >= 0x750 and <= 0x77F or >= 0x8A0 and <= 0x8FF => Script.Arabic,
        >= 0x900 and <= 0x97F => Script.Devanagari,
        >= 0x980 and <= 0xDFF => Script.Indic,
        >= 0xE00 and <= 0xEFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF => Script.Unspaced,
        >= 0x1E00 and <= 0x1EFF => Script.Latin,
        >= 0x1100 and <= 0x11FF or >= 0xAC00 and <= 0xD7AF => Script.Hangul,
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF
            or >= 0x20000 and <= 0x323AF => Script.Ideographic,
        _ => Script.Other,
    };

    /// <summary>Whether words run into each other, or are best found by their parts.</summary>
    public static bool IsCutInPieces(this Script script) =>
        script is Script.Ideographic or Script.Unspaced or Script.Hangul;

    /// <summary>Whether marks on letters are vowels or tones without which a word is another.</summary>
    public static bool KeepsMarks(this Script script) =>
        script is Script.Devanagari or Script.Indic or Script.Unspaced or Script.Ideographic or Script.Hangul;
}
