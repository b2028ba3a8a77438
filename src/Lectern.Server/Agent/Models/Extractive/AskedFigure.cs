using System.Buffers;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Whether a question asks for a number or a time, which a sentence with a figure answers: by the words that ask for one in the
/// languages that have stop words here, and in those without blanks between words. Thread-safe.
/// </summary>
internal static class AskedFigure
{
    /// <summary>As they are compared, without accents.</summary>
    private static readonly HashSet<string> Words = Phrases("""
        wann|wieviel|wieviele|wie viel|wie viele|wie vielen|wie hoch|wie lang|wie lange|wie weit|wie groß|wie alt|wie oft|
        wie schnell|wie schwer|wie tief|wie breit|welchem jahr|welches jahr|cuando|cuanto|cuanta|cuantos|cuantas|que ano|
        que siglo|que fecha|porcentaje|combien|quand|quelle annee|quelle date|quel siecle|pourcentage|quando|quanto|quanta|
        quanti|quante|quantos|quantas|che anno|quale anno|qual ano|percentuale|percentagem|porcentagem|wanneer|hoeveel|
        welk jaar|hoe lang|hoe oud|hoe hoog|hoe groot|hur manga|hur mycket|vilket ar|hvornar|nar|hvor mange|hvor meget|hvor mye|
        hvor lenge|hvilket ar|milloin|kuinka monta|kuinka paljon|montako|mina vuonna|mikor|hany|mennyi|hanyan|melyik evben|cand|
        cat|cata|cati|cate|ce an|kac|ne zaman|ne kadar|hangi yil|hangi yilda|quan|quants|quantes|quin any|kdy|kolik|kterem roce|
        kad|cik|cando|canto|cantos|kapan|berapa|bao nhieu|khi nao|nam nao|bao lau|когда|сколько|скольких|каком году|какого года|
        какой год|каком веке|как долго|какой процент|кога|колко|коя година|коли|скільки|πότε|πόσο|πόσα|πόσοι|πόσες|πόσων|πόσους|
        πόση|ποιο έτος|ποια χρονιά|երբ|քանի|որքան|كم|متى|أي عام|أي سنة|أي تاريخ|كانت نسبة|ما نسبة|چند|چقدر|כמה|מתי|איזו שנה|कब|
        कितना|कितने|कितनी|किस वर्ष|किस साल
        """);

    private static readonly string[] Unspaced = WordList.Of("""
        多少 几 幾 何时 何時 什么时候 什麼時候 哪一年 哪年 哪个世纪 多久 多大 多高 多长 多長 多远 百分之几 いつ いくつ いくら 何年 何人 何月 何日 何歳 何回 何個 何世紀 何パーセント どのくらい
        どれくらい เมื่อไหร่ เมื่อไร เมื่อใด เท่าไหร่ เท่าไร เท่าใด กี่ ปีใด ปีไหน 언제 얼마 몇
        """);

    /// <summary>Numerals of Chinese and Japanese but for those that stand in many words.</summary>
    private static readonly SearchValues<char> Numerals = SearchValues.Create("两兩二三四五六七八九十百千万萬億亿");

    /// <summary>Words of a phrase.</summary>
    private const int Longest = 2;

    public static bool IsIn(string question)
    {
        if (Unspaced.Any(w => question.Contains(w, StringComparison.Ordinal)))
            return true;
        string? before = null;
        foreach (var word in Terms.Words(question))
        {
            if (Words.Contains(word) || (before is not null && Words.Contains($"{before} {word}")))
                return true;
            before = word;
        }

        return false;
    }

    /// <summary>Whether a sentence says a number that the question does not.</summary>
    /// <param name="asked">The question's words.</param>
    public static bool IsSaidBy(string sentence, IReadOnlySet<string> asked) =>
        sentence.AsSpan().ContainsAny(Numerals)
        || Terms.Words(sentence).Any(w => !asked.Contains(w) && (w.Any(char.IsDigit) || NumberWords.Value(w) is not null));

    private static HashSet<string> Phrases(string text) => text.Split('|', StringSplitOptions.TrimEntries)
        .Select(p => string.Join(' ', Terms.Words(p).Take(Longest))).ToHashSet(StringComparer.Ordinal);
}
