using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Letters and numbers that name one of several: group B, version 4.2, sensor-a, pump-2. Thread-safe.</summary>
internal static partial class Labels
{
    private static readonly HashSet<string> Nouns = WordList.Set("""
        version release group room zone type step line grade phase period team model class level stage day week unit sensor
        pump station track platform gate lane section chapter article clause paragraph item building block house hall floor
        district sector region batch lot case trial arm cohort series generation quarter job worker task thread node server
        order invoice ticket part volume vitamin hepatitis plan figure table option site route bus train flight channel port
        engine machine line figure test sample patient gruppe raum typ klasse stufe phase gleis linie tag woche version
        """);

    /// <summary>Whether a number is a name: it stands right behind a noun that is counted so.</summary>
    public static bool IsNumber(IReadOnlyList<Token> tokens, int at) =>
        at > 0 && tokens[at].Kind == TokenKind.Number && Noun(tokens, at) is { } noun
            && (Nouns.Contains(tokens[noun].Word) || IsJoined(tokens, at));

    /// <summary>The noun before a label, over a hyphen.</summary>
    public static int? Noun(IReadOnlyList<Token> tokens, int at)
    {
        var noun = at - (IsJoined(tokens, at) ? 2 : 1);
        return noun >= 0 && tokens[noun].IsWord && tokens[noun].Word.Length > 1 ? noun : null;
    }

    /// <summary>Whether a single letter is a name: a capital behind a word, or joined to one.</summary>
    public static bool IsLetter(IReadOnlyList<Token> tokens, int at) => at > 0 && tokens[at] is { IsWord: true, Word.Length: 1 }
        && (IsJoined(tokens, at)
        || (tokens[at].IsCapital && tokens[at].Word != "i" && tokens[at - 1].IsWord && tokens[at - 1].Word.Length > 1));

    private static bool IsJoined(IReadOnlyList<Token> tokens, int at) =>
        at > 1 && tokens[at - 1].Is('-') && tokens[at - 1].Start == tokens[at - 2].End && tokens[at].Start == tokens[at - 1].End
            && tokens[at - 2].IsWord;

    /// <summary>Whether a text ends in a noun with its letter: a full stop behind it ends the sentence.</summary>
    public static bool EndsIn(string text) => Last().Match(text) is { Success: true } m
        && Nouns.Contains(m.Groups[1].Value.ToLowerInvariant());

    [GeneratedRegex(@"(\p{L}+) \p{Lu}\.$")]
    private static partial Regex Last();
}
