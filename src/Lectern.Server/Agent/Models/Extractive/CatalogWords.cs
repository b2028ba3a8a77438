using System.Collections.Frozen;
using System.Globalization;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What the answerer says of the library and of itself, in the page's languages and Russian. Thread-safe.
/// </summary>
/// <param name="Numbers">How the language writes them.</param>
internal sealed record CatalogWords(
    NumberFormatInfo Numbers, string None, string One, string Many, string First)
{
    /// <summary>Before what documents there are. Each is one question or leads to a list: none of it states a fact.</summary>
    public required string Greeting { get; init; }

    public required string Abilities { get; init; }

    public required string Thanks { get; init; }

    public static CatalogWords English { get; } = new(
        NumberFormatInfo.InvariantInfo, "There are no documents.", "There is 1 document:", "There are {0:N0} documents:",
        "These are the first {0:N0} by name.")
    {
        Greeting = "Hello! What would you like to know from the documents?",
        Abilities = "I look for what the documents say of your question, and quote it with its source. Please ask as well how "
            + "many documents there are, which of them mention something, and what is new.",
        Thanks = "You are welcome: what else would you like to know?",
    };

    public static CatalogWords German { get; } = new(
        new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," }, "Es gibt keine Dokumente.",
        "Es gibt 1 Dokument:", "Es gibt {0:N0} Dokumente:", "Das sind nach dem Namen die ersten {0:N0}.")
    {
        Greeting = "Hallo! Was möchten Sie aus den Dokumenten wissen?",
        Abilities = "Ich suche, was die Dokumente zu einer Frage sagen, und zitiere es mit der Quelle. Bitte fragen Sie auch, "
            + "wie viele Dokumente es gibt, welche etwas erwähnen und was neu ist.",
        Thanks = "Gern geschehen: Was möchten Sie noch wissen?",
    };

    private static readonly FrozenDictionary<string, CatalogWords> ByLanguage = new Dictionary<string, CatalogWords>
    {
        ["en"] = English,
        ["de"] = German,
        ["fr"] = new(
            new NumberFormatInfo { NumberGroupSeparator = "\u202F", NumberDecimalSeparator = "," }, "Il n'y a aucun document.",
            "Il y a 1 document :", "Il y a {0:N0} documents :", "Voici les {0:N0} premiers par nom :")
        {
            Greeting = "Bonjour ! Que voulez-vous savoir de ces documents ?",
            Abilities = "Je cherche ce que les documents disent de votre question et je le cite avec sa source : "
                + "que voulez-vous savoir ?",
            Thanks = "Je vous en prie : que voulez-vous savoir d'autre ?",
        },
        ["es"] = new(
            new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," }, "No hay ningún documento.",
            "Hay 1 documento:", "Hay {0:N0} documentos:", "Estos son los {0:N0} primeros por nombre:")
        {
            Greeting = "¡Hola! ¿Qué quiere saber de estos documentos?",
            Abilities = "Busco lo que los documentos dicen de su pregunta y lo cito con su fuente: ¿qué quiere saber?",
            Thanks = "De nada: ¿qué más quiere saber?",
        },
        ["zh"] = new(
            NumberFormatInfo.InvariantInfo, "没有文档。", "共有 1 份文档：", "共有 {0:N0} 份文档：", "按名称排列的前 {0:N0} 份：")
        {
            Greeting = "您好！想从这些文档中了解什么？",
            Abilities = "我会查找文档中与您的问题有关的内容，并附出处引用：想了解什么？",
            Thanks = "不客气：还想了解什么？",
        },
        ["ja"] = new(
            NumberFormatInfo.InvariantInfo, "文書はありません。", "文書は1件あります：", "文書は{0:N0}件あります：", "名前順で最初の{0:N0}件：")
        {
            Greeting = "こんにちは、これらの文書について何を知りたいですか？",
            Abilities = "ご質問について文書に書かれていることを探し、出典を添えて引用します：何を知りたいですか？",
            Thanks = "どういたしまして：ほかに何を知りたいですか？",
        },
        ["ar"] = new(
            NumberFormatInfo.InvariantInfo, "لا توجد مستندات.", "يوجد مستند واحد:", "عدد المستندات {0:N0}:",
            "هذه أول {0:N0} حسب الاسم:")
        {
            Greeting = "مرحبًا! ماذا تريد أن تعرف من هذه المستندات؟",
            Abilities = "أبحث عما تقوله المستندات عن سؤالك وأقتبسه مع مصدره: ماذا تريد أن تعرف؟",
            Thanks = "على الرحب والسعة: ماذا تريد أن تعرف أيضًا؟",
        },
        ["ru"] = new(
            new NumberFormatInfo { NumberGroupSeparator = "\u00A0", NumberDecimalSeparator = "," }, "Документов нет.",
            "Есть 1 документ:", "Есть документы, всего {0:N0}:", "Первые по имени, {0:N0}:")
        {
            Greeting = "Здравствуйте! Что вы хотите узнать из документов?",
            Abilities = "Я ищу, что документы говорят по вашему вопросу, и цитирую это с указанием источника: "
                + "что вы хотите узнать?",
            Thanks = "Пожалуйста: что ещё вы хотите узнать?",
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="language">Of <see cref="LibraryPhrases"/>, ISO 639-1.</param>
    public static CatalogWords In(string language) => ByLanguage[language];

    public string Said(string sentence, int count) => string.Format(Numbers, sentence, count);
}
