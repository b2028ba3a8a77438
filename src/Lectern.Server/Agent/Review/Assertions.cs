using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Agent.Models.Extractive;

namespace Lectern.Server.Agent.Review;

/// <summary>
/// Tells sentences that state something about the world from questions, what leads to a list, what an assistant says of itself,
/// and what it says of its search. Models' sentences in English and German, the answerer's own in each of its languages.
/// Thread-safe.
/// </summary>
internal static partial class Assertions
{
    private static readonly HashSet<string> Addressing = WordList.Set("i let please feel thanks sorry ich bitte danke");

    private static readonly HashSet<string> OfOneself = WordList.Set(
        "can could will would am have found see do cannot did was kann konnte habe bin werde");

    private static readonly HashSet<string> Search = WordList.Set("""
        document documents file files source sources passage passages text texts search searched found find information
        answer answered mention mentioned mentions specify specified contain contains index dokument dokumente dokumenten
        datei dateien unterlagen quelle quellen text gefunden finden angabe angaben erwahnt information informationen
        """);

    public static bool IsOne(string sentence)
    {
        // Code and names of files state nothing.
        sentence = Code().Replace(sentence, " ");
        var end = sentence.AsSpan().TrimEnd(" \t\r\n*_\"”’)|");
        if (end.IsEmpty || end[^1] is '?' or ':' or '？' or '：' or '؟' || sentence.AsSpan().TrimStart(" >").StartsWith("—"))
            return false;
        if (AnswerWords.IsOwn(sentence))
            return false;
        var tokens = Tokens.Of(sentence);
        var words = tokens.Where(t => t.IsWord).ToList();
        if (words.Count > 0 && Addressing.Contains(words[0].Word) && !(words[0].Word == "i" && words.Count < 2))
            return false;
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Word is "i" or "ich" && OfOneself.Contains(words[i + 1].Word))
                return false;
        }

        if (words.Exists(w => Denials.IsDenial(w.Word)) && words.Exists(w => Search.Contains(w.Word)))
            return false;
        var content = words.Count(w => w.IsContent);
        return content > 1 || (content == 1 && (words.Count > 2 || tokens.Exists(t => t.Kind == TokenKind.Number)));
    }

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();
}
