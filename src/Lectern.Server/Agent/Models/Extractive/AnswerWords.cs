using System.Collections.Frozen;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What the answerer says itself, in the language of the question. Thread-safe.</summary>
internal static class AnswerWords
{
    private static readonly FrozenDictionary<string, Sentences> ByLanguage = new Dictionary<string, Sentences>
    {
        ["de"] = new(
            "Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitiert diese Antwort die Dokumente:",
            "Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitiert diese Antwort die Dokumente. "
            + "Sie sagen etwas anderes als die Frage:",
            "Das wurde in diesen Dokumenten nicht gefunden. "
            + "(Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitieren die Antworten die Dokumente.)"),
        ["fr"] = new(
            "Aucun modèle de langage n'est configuré (LECTERN_MODEL) : cette réponse cite donc les documents :",
            "Aucun modèle de langage n'est configuré (LECTERN_MODEL) : cette réponse cite donc les documents. "
            + "Ils disent autre chose que la question :",
            "Cela n'a pas été trouvé dans ces documents. "
            + "(Aucun modèle de langage n'est configuré (LECTERN_MODEL) : les réponses citent donc les documents.)"),
        ["es"] = new(
            "No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso esta respuesta cita los documentos:",
            "No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso esta respuesta cita los documentos. "
            + "Dicen otra cosa que la pregunta:",
            "No se encontró en estos documentos. "
            + "(No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso las respuestas citan los documentos.)"),
        ["it"] = new(
            "Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò questa risposta cita i documenti:",
            "Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò questa risposta cita i documenti. "
            + "Dicono altro rispetto alla domanda:",
            "Questo non è stato trovato in questi documenti. "
            + "(Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò le risposte citano i documenti.)"),
        ["pt"] = new(
            "Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso esta resposta cita os documentos:",
            "Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso esta resposta cita os documentos. "
            + "Eles dizem outra coisa que a pergunta:",
            "Isto não foi encontrado nestes documentos. "
            + "(Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso as respostas citam os documentos.)"),
        ["nl"] = new(
            "Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeert dit antwoord de documenten:",
            "Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeert dit antwoord de documenten. "
            + "Ze zeggen iets anders dan de vraag:",
            "Dit is in deze documenten niet gevonden. "
            + "(Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeren de antwoorden de documenten.)"),
        ["ru"] = new(
            "Языковая модель не настроена (LECTERN_MODEL), поэтому этот ответ цитирует документы:",
            "Языковая модель не настроена (LECTERN_MODEL), поэтому этот ответ цитирует документы. В них сказано иное, чем в "
            + "вопросе:",
            "В этих документах это не найдено. (Языковая модель не настроена (LECTERN_MODEL), поэтому ответы цитируют "
            + "документы.)"),
        ["ar"] = new(
            "لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس هذه الإجابة من المستندات:",
            "لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس هذه الإجابة من المستندات. وهي تقول غير ما في السؤال:",
            "لم يُعثر على ذلك في هذه المستندات. (لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس الإجابات من المستندات.)"),
        ["zh"] = new(
            "未配置语言模型（LECTERN_MODEL），因此本回答直接引用文档：",
            "未配置语言模型（LECTERN_MODEL），因此本回答直接引用文档。文档所说与问题不同：",
            "在这些文档中没有找到。（未配置语言模型（LECTERN_MODEL），因此回答直接引用文档。）"),
        ["th"] = new(
            "ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบนี้จึงอ้างข้อความจากเอกสาร:",
            "ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบนี้จึงอ้างข้อความจากเอกสาร ซึ่งกล่าวต่างจากคำถาม:",
            "ไม่พบข้อมูลนี้ในเอกสารเหล่านี้ (ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบจึงอ้างข้อความจากเอกสาร)"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null for English, and for languages that there are no sentences in.</returns>
    public static string? Of(string question, bool isFound, bool isOtherwise) =>
        LanguageOf(question) is { } code && ByLanguage.TryGetValue(code, out var own)
            ? !isFound ? own.NothingFound : isOtherwise ? own.Otherwise : own.Introduction
            : null;

    private static string? LanguageOf(string question)
    {
        var words = Words.Of(question).Where(w => w.Script != Script.Other).Take(100).ToList();
        var script = words.CountBy(w => w.Script).OrderByDescending(s => s.Value).FirstOrDefault().Key;
        return script switch
        {
            Script.Ideographic => question.Any(c => c is >= '\u3040' and <= '\u30FF') ? "ja" : "zh",
            Script.Unspaced => question.Any(c => c is >= '\u0E00' and <= '\u0E7F') ? "th" : null,
            _ => LanguageEvidence.Of(words).FirstOrDefault(l => l.Script == script)?.Code,
        };
    }

    private sealed record Sentences(string Introduction, string Otherwise, string NothingFound);
}
