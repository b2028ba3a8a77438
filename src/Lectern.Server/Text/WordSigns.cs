namespace Lectern.Server.Text;

/// <summary>Whether a text has anything of a word. Thread-safe.</summary>
internal static class WordSigns
{
    /// <summary>Whether there is a letter or a digit.</summary>
    public static bool AreIn(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                return true;
        }

        return false;
    }
}
