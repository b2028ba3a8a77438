namespace Lectern.Server.Text;

/// <summary>A writing system, as far as it decides how words are found in it.</summary>
internal enum Script
{
    /// <summary>Digits, and letters of scripts that need nothing of their own.</summary>
    Other,
    Latin,
    Cyrillic,
    Greek,
    Armenian,
    Hebrew,
    Arabic,

    /// <summary>Hindi, Marathi, Nepali.</summary>
    Devanagari,

    /// <summary>Bengali to Sinhala: as in Devanagari, marks are vowels.</summary>
    Indic,

    /// <summary>Korean syllables: words are parted, and have their particles at their end.</summary>
    Hangul,

    /// <summary>Chinese and Japanese: no spaces between words, and each sign says much.</summary>
    Ideographic,

    /// <summary>Thai, Lao, Khmer, Burmese: no spaces between words, and letters as in an alphabet.</summary>
    Unspaced,
}
