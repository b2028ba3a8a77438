using System.Collections.Frozen;
using System.Globalization;
using Lectern.Server.Agent.Versions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What the answerer says itself, in the language of the question. Thread-safe.</summary>
internal static class AnswerWords
{
    /// <summary>Stands in each sentence that says why an answer quotes, whatever its language.</summary>
    public const string Setting = "LECTERN_MODEL";

    private static readonly FrozenDictionary<string, Sentences> ByLanguage = new Dictionary<string, Sentences>
    {
        ["de"] = new(
            "Zitate aus den Dokumenten:",
            "Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitiert diese Antwort die Dokumente:",
            "Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitiert diese Antwort die Dokumente. "
            + "Sie sagen etwas anderes als die Frage:",
            "Das wurde in diesen Dokumenten nicht gefunden. "
            + "(Es ist kein Sprachmodell eingestellt (LECTERN_MODEL), deshalb zitieren die Antworten die Dokumente.)",
            "Nicht durchsucht: {0}.",
            "Der Index ist im Rückstand; geänderte Dateien, die noch nicht aufgenommen sind: {0}.",
            "Der Index ist noch nicht vollständig; bisher gelesene Dateien: {0} von {1}.",
            ". Sie widersprechen sich; das neuere steht zuerst:", "Datei vom {0}"),
        ["fr"] = new(
            "Extraits des documents :",
            "Aucun modèle de langage n'est configuré (LECTERN_MODEL) : cette réponse cite donc les documents :",
            "Aucun modèle de langage n'est configuré (LECTERN_MODEL) : cette réponse cite donc les documents. "
            + "Ils disent autre chose que la question :",
            "Cela n'a pas été trouvé dans ces documents. "
            + "(Aucun modèle de langage n'est configuré (LECTERN_MODEL) : les réponses citent donc les documents.)",
            "Non consultés : {0}.",
            "L'index est en retard ; fichiers modifiés qui ne sont pas encore pris en compte : {0}.",
            "Fichiers lus jusqu'à présent : {0} sur {1}.",
            ". Ils se contredisent ; le plus récent vient en premier :", "fichier du {0}"),
        ["es"] = new(
            "Citas de los documentos:",
            "No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso esta respuesta cita los documentos:",
            "No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso esta respuesta cita los documentos. "
            + "Dicen otra cosa que la pregunta:",
            "No se encontró en estos documentos. "
            + "(No hay ningún modelo de lenguaje configurado (LECTERN_MODEL), por eso las respuestas citan los documentos.)",
            "No se ha buscado en: {0}.",
            "El índice va con retraso; archivos modificados que aún no están incluidos: {0}.",
            "Archivos leídos hasta ahora: {0} de {1}.",
            ". Se contradicen; el más reciente va primero:", "archivo del {0}"),
        ["it"] = new(
            "Citazioni dai documenti:",
            "Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò questa risposta cita i documenti:",
            "Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò questa risposta cita i documenti. "
            + "Dicono altro rispetto alla domanda:",
            "Questo non è stato trovato in questi documenti. "
            + "(Non è configurato alcun modello linguistico (LECTERN_MODEL), perciò le risposte citano i documenti.)",
            "Non si è cercato in: {0}.",
            "L'indice è in ritardo; file modificati che non sono ancora inclusi: {0}.",
            "File letti finora: {0} su {1}.",
            ". Si contraddicono; il più recente viene per primo:", "file del {0}"),
        ["pt"] = new(
            "Citações dos documentos:",
            "Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso esta resposta cita os documentos:",
            "Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso esta resposta cita os documentos. "
            + "Eles dizem outra coisa que a pergunta:",
            "Isto não foi encontrado nestes documentos. "
            + "(Nenhum modelo de linguagem está configurado (LECTERN_MODEL), por isso as respostas citam os documentos.)",
            "Não se pesquisou em: {0}.",
            "O índice está atrasado; ficheiros alterados que ainda não estão incluídos: {0}.",
            "Ficheiros lidos até agora: {0} de {1}.",
            ". Contradizem-se; o mais recente vem primeiro:", "ficheiro de {0}"),
        ["nl"] = new(
            "Citaten uit de documenten:",
            "Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeert dit antwoord de documenten:",
            "Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeert dit antwoord de documenten. "
            + "Ze zeggen iets anders dan de vraag:",
            "Dit is in deze documenten niet gevonden. "
            + "(Er is geen taalmodel ingesteld (LECTERN_MODEL), daarom citeren de antwoorden de documenten.)",
            "Niet doorzocht: {0}.",
            "De index loopt achter; gewijzigde bestanden die nog niet zijn opgenomen: {0}.",
            "Tot nu toe gelezen: {0} van {1} bestanden.",
            ". Ze spreken elkaar tegen; het nieuwste staat voorop:", "bestand van {0}"),
        ["ru"] = new(
            "Цитаты из документов:",
            "Языковая модель не настроена (LECTERN_MODEL), поэтому этот ответ цитирует документы:",
            "Языковая модель не настроена (LECTERN_MODEL), поэтому этот ответ цитирует документы. В них сказано иное, чем в "
            + "вопросе:",
            "В этих документах это не найдено. (Языковая модель не настроена (LECTERN_MODEL), поэтому ответы цитируют "
            + "документы.)",
            "Поиск не выполнялся в: {0}.",
            "Индекс отстаёт; изменённых файлов, которые ещё не учтены: {0}.",
            "Пока прочитано файлов: {0} из {1}.",
            ". Они противоречат друг другу; более новый идёт первым:", "файл от {0}"),
        ["ar"] = new(
            "اقتباسات من المستندات:",
            "لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس هذه الإجابة من المستندات:",
            "لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس هذه الإجابة من المستندات. وهي تقول غير ما في السؤال:",
            "لم يُعثر على ذلك في هذه المستندات. (لم يتم إعداد نموذج لغوي (LECTERN_MODEL)، لذلك تقتبس الإجابات من المستندات.)",
            "لم يُبحث في: {0}.",
            "الفهرس متأخر؛ عدد الملفات المعدَّلة التي لم تُدرج بعد: {0}.",
            "عدد الملفات المقروءة حتى الآن: {0} من {1}.",
            ". وهي تتعارض فيما بينها؛ الأحدث أولاً:", "ملف بتاريخ {0}"),
        ["zh"] = new(
            "引自文档：",
            "未配置语言模型（LECTERN_MODEL），因此本回答直接引用文档：",
            "未配置语言模型（LECTERN_MODEL），因此本回答直接引用文档。文档所说与问题不同：",
            "在这些文档中没有找到。（未配置语言模型（LECTERN_MODEL），因此回答直接引用文档。）",
            "未搜索：{0}。",
            "索引尚未更新；尚未收录的已更改文件数：{0}。",
            "目前已读取的文件数：{0}/{1}。",
            "。文档说法不一，较新的排在前面：", "文件日期 {0}"),
        ["ja"] = new(
            "文書からの引用：",
            "言語モデルが設定されていないため（LECTERN_MODEL）、この回答は文書を引用します：",
            "言語モデルが設定されていないため（LECTERN_MODEL）、この回答は文書を引用します。文書には質問と異なることが書かれています：",
            "これらの文書には見つかりませんでした。（言語モデルが設定されていないため（LECTERN_MODEL）、回答は文書を引用します。）",
            "検索していません：{0}。",
            "索引の更新が遅れています。まだ取り込まれていない変更済みファイルの数：{0}。",
            "これまでに読み込んだファイル数：{0}/{1}。",
            "。内容が食い違っているため、新しいものを先に示します：", "ファイルの日付 {0}"),
        ["th"] = new(
            "ข้อความจากเอกสาร:",
            "ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบนี้จึงอ้างข้อความจากเอกสาร:",
            "ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบนี้จึงอ้างข้อความจากเอกสาร ซึ่งกล่าวต่างจากคำถาม:",
            "ไม่พบข้อมูลนี้ในเอกสารเหล่านี้ (ไม่ได้ตั้งค่าโมเดลภาษา (LECTERN_MODEL) คำตอบจึงอ้างข้อความจากเอกสาร)",
            "ไม่ได้ค้นหาใน: {0}",
            "ดัชนียังไม่เป็นปัจจุบัน จำนวนไฟล์ที่เปลี่ยนแปลงซึ่งยังไม่ได้นำเข้า: {0}",
            "จำนวนไฟล์ที่อ่านแล้วจนถึงตอนนี้: {0} จาก {1}",
            " ซึ่งกล่าวขัดแย้งกัน ฉบับที่ใหม่กว่าอยู่ก่อน:", "ไฟล์วันที่ {0}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Sentences English = new(
        "Quoted from the documents:",
        ExtractiveChatClient.Introduction, ExtractiveChatClient.OtherwiseIntroduction, ExtractiveChatClient.NothingFound,
        "Not searched: {0}.", "The index is behind: {0} changed files are not taken in yet.",
        "The index is not complete: {0} of {1} files were read so far.",
        ". They disagree; the newer one comes first:", "file of {0}",
        "The index is behind: 1 changed file is not taken in yet.");

    /// <summary>The sentences of the question's language; English ones where there are none in it.</summary>
    public static Sentences In(string question) =>
        LanguageOf(question) is { } code ? Of(code) : English;

    /// <param name="language">ISO 639-1.</param>
    public static Sentences Of(string language) => ByLanguage.GetValueOrDefault(language, English);

    /// <summary>Whether the answerer says this of its search, in whatever language: it states nothing about the world.</summary>
    public static bool IsOwn(string sentence)
    {
        var said = sentence.Trim();
        return said.Length > 0 && ByLanguage.Values.Append(English).Any(own =>
            own.NothingFound.Contains(said, StringComparison.Ordinal)
            || own.BehindByOne?.Contains(said, StringComparison.Ordinal) is true
            || ((string[])[own.Behind, own.Reading]).Any(s => WithoutNumbers(s) == WithoutNumbers(said))
            || IsOfNames(said, own.NotSearched));
    }

    /// <summary>Whether a sentence from which names in code were taken is this one, with nothing else in it.</summary>
    private static bool IsOfNames(string said, string own)
    {
        var begin = own[..own.IndexOf('{', StringComparison.Ordinal)];
        var end = own[(own.IndexOf('}', StringComparison.Ordinal) + 1)..];
        return said.StartsWith(begin, StringComparison.Ordinal) && said.EndsWith(end, StringComparison.Ordinal)
            && said.AsSpan()[begin.Length..Math.Max(begin.Length, said.Length - end.Length)].IndexOfAnyExcept(' ', ',') < 0;
    }

    /// <summary>The whole sentence has to be the answerer's: a claim may begin like one.</summary>
    private static string WithoutNumbers(string text) =>
        string.Concat(text.Where(c => !char.IsDigit(c) && c is not ('{' or '}')));

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

    /// <param name="Quoted">Leads to quotes where it needs not be said why.</param>
    /// <param name="NotSearched">Of the indexes that could not be searched.</param>
    /// <param name="Behind">Of the files that an index has not taken in.</param>
    /// <param name="Reading">Of the files that one which is read for the first time has, and of all.</param>
    /// <param name="Versions">Of documents that disagree, behind what says that they are quoted.</param>
    /// <param name="FileOf">Of a date that is only the file's.</param>
    /// <param name="BehindByOne">Null where that needs no sentence of its own.</param>
    public sealed record Sentences(
        string Quoted, string Introduction, string Otherwise, string NothingFound, string NotSearched, string Behind,
        string Reading, string Versions, string FileOf, string? BehindByOne = null)
    {
        /// <summary>Instead of the introduction, where the documents disagree.</summary>
        public string Disagreement => Open(Introduction) + Versions;

        /// <summary>The same without why answers quote.</summary>
        public Sentences Brief => this with
        {
            Introduction = Quoted,
            Otherwise = Open(Quoted) + Otherwise[Open(Introduction).Length..],
            NothingFound = NothingFound[..NothingFound.IndexOfAny(['(', '（'])].TrimEnd(),
        };

        private static string Open(string introduction) => introduction.TrimEnd(' ', ':', '：');

        public string ForDate(DocumentDate date) =>
            date.IsOwn ? date.ToString() : FileOf.Replace("{0}", date.ToString(), StringComparison.Ordinal);

        /// <summary>The names as code but in English, where the sentence tells without that that it states nothing.</summary>
        public string ForNotSearched(IEnumerable<string> names) => NotSearched.Replace(
            "{0}", string.Join(", ", NotSearched == English.NotSearched ? names : names.Select(n => $"`{n.Replace('`', '\'')}`")),
            StringComparison.Ordinal);

        /// <param name="files">Those that wait.</param>
        /// <param name="total">Of how many, where all are read for the first time.</param>
        public string ForBehind(int files, int? total = null) => total is { } all ? With(Reading, all - files, all)
            : files == 1 && BehindByOne is { } one ? one
            : With(Behind, files);

        private static string With(string sentence, params int[] numbers) => string.Format(
            CultureInfo.InvariantCulture, sentence, [.. numbers.Select(n => (object)n)]);
    }
}
