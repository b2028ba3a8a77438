namespace Lectern.Server.Text;

/// <summary>Text that every store and every header takes. Thread-safe.</summary>
internal static class UnicodeText
{
    /// <summary>Whether it has no half of a surrogate pair and no U+0000.</summary>
    public static bool Is(string text) => !text.Contains('\0') && IsWellFormed(text);

    /// <summary>Whether it has no half of a surrogate pair.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }

        return true;
    }
}
