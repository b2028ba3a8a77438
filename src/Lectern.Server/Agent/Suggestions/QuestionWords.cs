using Lectern.Server.Text;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>Asks about a topic in the language of the documents; none of these words means anything to a shell.</summary>
internal static class QuestionWords
{
    private const string English = "What do the documents say about {0}?";

    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["de"] = "Was sagen die Dokumente über {0}?",
        ["fr"] = "Que disent les documents sur {0} ?",
        ["es"] = "¿Qué dicen los documentos sobre {0}?",
        ["it"] = "Che cosa dicono i documenti su {0}?",
        ["pt"] = "O que dizem os documentos sobre {0}?",
        ["nl"] = "Wat zeggen de documenten over {0}?",
        ["ru"] = "Что говорится в документах по теме {0}?",
        ["ar"] = "ماذا تقول الوثائق عن {0}؟",
    };

    /// <param name="text">Of the documents: its language is the question's.</param>
    public static string About(string topic, string text)
    {
        var words = Words.Of(text).Take(80).ToList();
        var template = words.Count(w => w.Script is Script.Ideographic) * 2 > words.Count
            ? text.Any(IsKana) ? "文書は{0}について何と述べていますか？" : "文档中关于{0}说了什么？"
            : LanguageEvidence.Of(words).Select(l => Others.GetValueOrDefault(l.Code)).OfType<string>()
                .FirstOrDefault(English);
        return template.Replace("{0}", WithinSentence(topic), StringComparison.Ordinal);
    }

    /// <returns>Of a text with spaces between its words, as it is asked about; "en" where none is known.</returns>
    public static string LanguageOf(string text) =>
        LanguageEvidence.Of([.. Words.Of(text).Take(80)]).Select(l => l.Code).FirstOrDefault(Others.ContainsKey, "en");

    /// <summary>A title with one capital only has it as the beginning of a sentence: "The telescope".</summary>
    private static string WithinSentence(string topic) =>
        topic.StartsWith("The ", StringComparison.Ordinal) && topic.Count(char.IsUpper) == 1 ? "the" + topic[3..] : topic;

    private static bool IsKana(char c) => c is >= '\u3041' and <= '\u30ff';
}
