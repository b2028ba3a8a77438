using System.Globalization;
using System.Text;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Takes a text apart into words, numbers and signs. <c>5kg</c> is a number and a word, <c>X200</c> a word, <c>isn't</c> is "is"
/// and "not"; digits of every script are numbers; runs of ideographs are overlapping pairs. Thread-safe.
/// </summary>
internal static class Tokens
{
    private const int MaxCodeLetters = 5;

    /// <summary>What may stand inside a number, and how it is written there.</summary>
    private static readonly Dictionary<char, char> Separators = new()
    {
        ['.'] = '.',
        [','] = ',',
        ['\''] = '\'',
        ['’'] = '\'',
        [':'] = ':',
        ['·'] = '.',
        ['٫'] = '.',
        ['٬'] = ',',
    };

    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsDigit(c))
            {
                i = Number(text, i, tokens);
            }
            else if (IsLetter(text, i))
            {
                i = Word(text, i, tokens);
            }
            else
            {
                if (!char.IsWhiteSpace(c) && c is not ('*' or '`' or '\\'))
                    tokens.Add(new Token(i, i + 1, TokenKind.Sign, Sign(c), IsCapital: false, HasInnerCapital: false));
                i++;
            }
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            // A letter that is a name is no article.
            if (Labels.IsLetter(tokens, i))
                tokens[i] = tokens[i] with { Word = $"'{tokens[i].Word}", IsLabel = true };
        }

        return tokens;
    }

    private static int Number(string text, int start, List<Token> tokens)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsDigit(text[end])
            || (Separators.ContainsKey(text[end]) && end + 1 < text.Length && char.IsDigit(text[end + 1]))))
        {
            end++;
        }

        var run = end;
        while (run < text.Length && IsJoined(text, run))
            run++;
        var suffix = text[end..run];
        if (suffix.Length > 0 && !NumberWords.IsSuffix(suffix.ToLowerInvariant()))
        {
            tokens.Add(Code(text, start, run));
            return run;
        }

        var digits = string.Create(end - start, (text, start), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                var c = from.text[from.start + i];
                to[i] = Separators.TryGetValue(c, out var separator) ? separator
                    : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
            }
        });
        tokens.Add(new Token(start, end, TokenKind.Number, digits, IsCapital: false, HasInnerCapital: false));
        return end;
    }

    private static Token Code(string text, int start, int end)
    {
        var word = text[start..end];
        return new Token(start, end, TokenKind.Word, Normal(word), char.IsUpper(word[0]), HasInnerCapital: true);
    }

    private static int Word(string text, int start, List<Token> tokens)
    {
        var end = start;
        if (IsIdeograph(text, start))
        {
            while (end < text.Length && IsIdeograph(text, end))
                end += Length(text, end);
            Pairs(text, start, end, tokens);
            return end;
        }

        while (end < text.Length && (IsJoined(text, end) || IsApostrophe(text, end)))
            end += Length(text, end);
        end = CodeEnd(text, start, end);
        var word = text[start..end].Replace('’', '\'');
        var quote = word.IndexOf('\'', StringComparison.Ordinal);
        var isCapital = char.IsUpper(word[0]);
        if (quote < 0)
        {
            tokens.Add(new Token(start, end, TokenKind.Word, Normal(word), isCapital, HasInner(word)));
        }
        else if (word.EndsWith("n't", StringComparison.OrdinalIgnoreCase))
        {
            tokens.Add(new Token(start, end - 3, TokenKind.Word, Whole(Normal(word[..^3])), isCapital, HasInnerCapital: false));
            tokens.Add(new Token(end - 3, end, TokenKind.Word, "not", IsCapital: false, HasInnerCapital: false));
        }
        else if (quote == 1 && word.Length > 3)
        {
            // An article that has lost its vowel: l'eau, d'Orsay.
            tokens.Add(new Token(start + 2, end, TokenKind.Word, Normal(word[2..]), char.IsUpper(word[2]), HasInner(word[2..])));
        }
        else
        {
            tokens.Add(
                new Token(start, start + quote, TokenKind.Word, Normal(word[..quote]), isCapital, HasInner(word[..quote])));
        }

        return end;
    }

    /// <summary>T-150 is one word.</summary>
    private static int CodeEnd(string text, int start, int end)
    {
        if (end - start > MaxCodeLetters || end + 1 >= text.Length || text[end] != '-' || !char.IsAsciiDigit(text[end + 1])
            || !text[start..end].All(char.IsAsciiLetterUpper))
            return end;
        end++;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        return end;
    }

    /// <summary>What n't was taken off.</summary>
    private static string Whole(string word) => word switch
    {
        "ca" => "can",
        "wo" => "will",
        "sha" => "shall",
        _ => word,
    };

    private static void Pairs(string text, int start, int end, List<Token> tokens)
    {
        for (var i = start; i < end; i += Length(text, i))
        {
            var next = i + Length(text, i);
            var last = next < end ? next + Length(text, next) : next;
            if (next >= end && i > start)
                break;
            tokens.Add(new Token(i, last, TokenKind.Word, text[i..last], IsCapital: false, HasInnerCapital: false));
        }
    }

    private static string Normal(string word)
    {
        if (System.Text.Ascii.IsValid(word))
            return word.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var joined = string.Concat(Terms.Words(word));
        return joined.Length > 0 ? joined.Replace("ß", "ss", StringComparison.Ordinal) : word.ToLowerInvariant();
    }

    private static bool HasInner(string word) => word.AsSpan(1).ContainsAnyInRange('A', 'Z')
        || word.AsSpan(1).ContainsAnyInRange('0', '9');

    private static string Sign(char c) => c switch
    {
        '–' or '—' or '‐' or '‑' or '−' => "-",
        '，' or '、' or '،' => ",",
        '；' or '؛' => ";",
        '（' => "(",
        '）' => ")",
        '：' => ":",
        _ => c.ToString(),
    };

    private static bool IsLetter(string text, int i) => char.IsLetter(text, i);

    private static bool IsApostrophe(string text, int i) =>
        text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]) && char.IsLetter(text[i - 1]);

    /// <summary>Letters, their marks and, in a word of an alphabet, digits.</summary>
    private static bool IsJoined(string text, int i)
    {
        if (IsIdeograph(text, i))
            return false;
        var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
        return char.IsLetter(text, i) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            || text[i] is '²' or '³'
            || (char.IsAsciiDigit(text[i]) && i > 0 && (text[i - 1] < 0x530 || char.IsAsciiDigit(text[i - 1])));
    }

    private static int Length(string text, int i) => char.IsSurrogatePair(text, i) ? 2 : 1;

    private static bool IsIdeograph(string text, int i)
    {
        if (text[i] < 0x3040 || !Rune.TryGetRuneAt(text, i, out var rune))
            return false;
        return rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3134F);
    }
}
