using System.Text.Json;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Retrieval;
using Lectern.Server.Text;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Agent;

/// <summary>The answerer without a model, in languages other than English.</summary>
public sealed class LanguageAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "Wann wurde der Leuchtturm gebaut?",
        "Die Insel liegt im Norden und ist klein. Der Leuchtturm wurde "
        + "1870 von der Gemeinde erbaut. Heute wohnen hier vierzig Leute.",
        "Der Leuchtturm wurde 1870 von der Gemeinde erbaut.")]
    [InlineData(
        "¿Quién construyó el faro?",
        "La isla está en el norte y es pequeña. El faro fue construido "
        + "en 1870 por el municipio. Hoy viven aquí cuarenta personas.",
        "El faro fue construido en 1870 por el municipio.")]
    [InlineData(
        "متى بنيت المنارة؟",
        "أين تقع الجزيرة؟ تقع في الشمال وهي صغيرة. المنارة بنيت عام 1870 بأمر من البلدية. يعيش هنا اليوم أربعون شخصا.",
        "المنارة بنيت عام 1870 بأمر من البلدية.")]
    [InlineData("灯塔是什么时候建造的？", "这个岛在北方，面积很小。灯塔建造于一八七〇年，由市政府出资。如今岛上住着四十人。", "灯塔建造于一八七〇年，由市政府出资。")]
    [InlineData(
        "प्रकाशस्तंभ कब बनाया गया?",
        "द्वीप उत्तर में है और छोटा है। प्रकाशस्तंभ 1870 में नगर ने बनाया। आज यहाँ चालीस लोग रहते हैं।",
        "प्रकाशस्तंभ 1870 में नगर ने बनाया।")]
    public void The_sentence_that_answers_is_quoted_first(string question, string text, string sentence)
    {
        var quotes = QuoteSelection.Choose(
            new Question(question, ""), [new QuotedPassage(text, "", "a.txt", 1)], null, Cancellation);
        Assert.StartsWith(sentence, quotes[0].Text, StringComparison.Ordinal);
        Assert.True(quotes[0].Text.Length < text.Length);
    }

    [Theory]
    [InlineData("Wo ist der Schlüssel?", true, "Es ist kein Sprachmodell")]
    [InlineData("¿Dónde está la llave?", false, "No se encontró")]
    [InlineData("Где лежит ключ от дома?", false, "В этих документах")]
    [InlineData("أين المفتاح؟", true, "لم يتم إعداد")]
    [InlineData("钥匙在哪里？", false, "在这些文档中")]
    [InlineData("กุญแจอยู่ที่ไหน", true, "ไม่ได้ตั้งค่า")]
    [InlineData("Where is the key?", true, "No language model")]
    [InlineData("X300-B7", true, "No language model")]
    [InlineData("鍵はどこにありますか", true, "言語モデルが設定されていない")]
    [InlineData("열쇠는 어디에 있습니까", true, "No language model")]
    [InlineData("", false, "This was not found")]
    public void The_answerer_speaks_the_questions_language_where_it_can(string question, bool isFound, string begins)
    {
        var words = AnswerWords.In(question);
        Assert.StartsWith(begins, isFound ? words.Introduction : words.NothingFound, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wo ist der Schlüssel?", "Zitate aus den Dokumenten. Sie sagen etwas anderes als die Frage:")]
    [InlineData("Où est la clé de la maison ?", "Extraits des documents. Ils disent autre chose que la question :")]
    [InlineData("¿Dónde está la llave?", "Citas de los documentos. Dicen otra cosa que la pregunta:")]
    [InlineData("Где лежит ключ от дома?", "Цитаты из документов. В них сказано иное, чем в вопросе:")]
    [InlineData("钥匙在哪里？", "引自文档。文档所说与问题不同：")]
    [InlineData("Where is the key?", "Quoted from the documents. They say otherwise than the question:")]
    public void What_it_says_briefly_is_whole_sentences_without_the_setting(string question, string otherwise)
    {
        var (words, brief) = (AnswerWords.In(question), AnswerWords.In(question).Brief);
        Assert.Equal(otherwise, brief.Otherwise);
        Assert.Equal(brief.Introduction.TrimEnd(' ', ':', '：') + words.Versions, brief.Disagreement);
        Assert.All(
            [brief.Introduction, brief.Otherwise, brief.NothingFound, brief.Disagreement],
            s => Assert.DoesNotContain(AnswerWords.Setting, s, StringComparison.Ordinal));
        Assert.All(
            [words.Introduction, words.Otherwise, words.NothingFound, words.Disagreement],
            s => Assert.Contains(AnswerWords.Setting, s, StringComparison.Ordinal));
        Assert.True(brief.NothingFound[^1] is '.' or '。');
    }

    [Fact]
    public void What_an_answer_lacks_is_said_in_the_questions_language_too()
    {
        var (english, german) = (AnswerWords.In("Where is the key?"), AnswerWords.In("Wo ist der Schlüssel?"));
        Assert.Equal("The index is behind: 1 changed file is not taken in yet.", english.ForBehind(1));
        Assert.Equal("The index is behind: 2 changed files are not taken in yet.", english.ForBehind(2));
        Assert.Contains("Rückstand", german.ForBehind(2), StringComparison.Ordinal);
        Assert.Equal("Nicht durchsucht: `a`, `{0}`.", german.ForNotSearched(["a", "{0}"]));
        Assert.Equal("Not searched: a, {0}.", english.ForNotSearched(["a", "{0}"]));
    }

    [Fact]
    public void Thai_text_is_cut_at_its_spaces()
    {
        var clause = string.Concat(Enumerable.Repeat("ประภาคารเตือนเรือ", 10));
        Assert.Equal(3, SentenceSplitter.Split($"{clause} {clause} {clause}").Count());
        Assert.Single(SentenceSplitter.Split("ประภาคาร เตือน เรือ"));
    }

    [Theory]
    [InlineData("Когда была восстановлена Варшавская биржа?", 8, 0.3, "", true)]
    [InlineData("Когда была восстановлена Варшавская биржа?", 8, 0.1, "", false)]
    [InlineData("Когда была восстановлена Варшавская биржа?", 7, 0.1, "", false)]
    [InlineData("Когда была восстановлена Варшавская биржа?", 1, 0.1, "", true)]
    [InlineData("Когда была восстановлена Варшавская биржа?", 8, 0.1, "фондовая", true)]
    public void What_the_words_weigh_in_a_large_index_says_whether_it_has_an_answer(
        string question, int passages, double score, string context, bool answered)
    {
        const string content =
            "Варшавская биржа была основана в 1817 году. Она была восстановлена в апреле 2000 года. Биржа растёт.";
        var quotes = QuoteSelection.Choose(
            new Question(question, context),
            [.. Enumerable.Repeat(new QuotedPassage(content, "", "a.txt", 1) { Score = score }, passages)], null, Cancellation);
        Assert.Equal(answered, quotes.Any(q => q.Text.Contains("2000", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("钥匙在哪里？")]
    [InlineData("กุญแจอยู่ที่ไหน")]
    [InlineData("Wo ist der Schlüssel?")]
    [InlineData("What does it say about bread?")]
    public void Where_nothing_is_found_nothing_is_quoted(string question)
    {
        Assert.Empty(QuoteSelection.Choose(new Question(question, ""), [], null, Cancellation));
        var folder = TestServer.NewFolder();
        using (var model = OnnxFolder.LoadEmbedder(TinyOnnx.Embedder(folder)))
        {
            // Only the local model's likenesses are compared.
            var local = model with { Id = MiniLmModel.Id };
            Assert.Empty(QuoteSelection.Choose(new Question(question, ""), [], local, Cancellation));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Welche Gebühren zahlt ein Hugenotte hier?", 0.16, false)]
    [InlineData("Welche Gebühren zahlt ein Boot hier?", 0.16, true)]
    [InlineData("Welche Liegeplatzgebühren zahlt man hier?", 0.16, true)]
    public void A_name_that_is_missing_weighs_more_and_a_kindred_word_something(string question, double score, bool isAnswered)
    {
        const string content = "Die Gebühren zahlt ein Boot im Hafen von Selm. Der Liegeplatz ist dann für den Tag bezahlt.";
        var quotes = QuoteSelection.Choose(
            new Question(question, ""),
            [.. Enumerable.Repeat(new QuotedPassage(content, "", "a.txt", 1) { Score = score }, 8)], null, Cancellation);
        Assert.Equal(isAnswered, quotes.Count > 0);
    }

    [Fact]
    public void Of_sentences_that_say_as_much_the_one_in_the_passage_that_the_search_prefers_comes_first()
    {
        QuotedPassage[] passages =
        [
            new("Der alte Turm steht im Hafen von Selm.", "", "a.txt", 1) { Score = 0.2 },
            new("Der alte Turm steht im Hafen von Tarn.", "", "b.txt", 2) { Score = 0.6 },
        ];
        var quotes = QuoteSelection.Choose(new Question("Wo steht der alte Turm?", ""), passages, null, Cancellation);
        Assert.Contains("Tarn", quotes[0].Text, StringComparison.Ordinal);
    }

    /// <summary>Floors below what was measured, by words alone and a paragraph a passage.</summary>
    [Theory]
    [InlineData("de", 0.75, 0.65)]
    [InlineData("es", 0.83, 0.7)]
    [InlineData("ru", 0.7, 0.58)]
    [InlineData("zh", 0.83, 0.7)]
    [InlineData("ar", 0.72, 0.57)]
    [InlineData("th", 0.7, 0.52)]
    public async Task Quotes_hold_the_answer_of_most_questions(string language, double any, double first)
    {
        var folder = SharedFiles.Need($"data/xquad_{language}");
        await using var server = await TestServer.StartAsync();
        var index = server.IndexKey((await server.IndexAsync()).Text("id"));
        await server.Services.GetRequiredService<IIndexContentsStore>().Open(index)
            .ReplaceAsync(Lines(folder, "corpus.jsonl").Select(Document).ToAsyncEnumerable(), Cancellation);
        var search = TestSearch.WordsOnly(server.Services.GetRequiredService<IIndexSnapshots>());
        int inAny = 0, inFirst = 0, count = 0;
        foreach (var query in Lines(folder, "queries.jsonl").Where((_, i) => i % 3 == 0))
        {
            var gold = query.GetProperty("metadata").GetProperty("answers");
            var answers = gold.EnumerateArray().Select(a => a.GetString()!).ToList();
            var found = await search.SearchAsync(index, new RetrievalQuery(query.Text("text"), 8), Cancellation);
            var quotes = QuoteSelection.Choose(
                new Question(query.Text("text"), ""),
                [.. found.Select(p => new QuotedPassage(p.Content, "", "a.txt", 1) { Score = p.Score })], null, Cancellation);
            count++;
            inAny += quotes.Any(q => answers.Exists(a => q.Text.Contains(a, StringComparison.Ordinal))) ? 1 : 0;
            inFirst += quotes.Take(1).Any(q => answers.Exists(a => q.Text.Contains(a, StringComparison.Ordinal))) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} questions: any {inAny}, first {inFirst}");
        Assert.True(inAny >= any * count && inFirst >= first * count, $"{count} questions: any {inAny}, first {inFirst}");
    }

    private static FileChange Document(JsonElement line)
    {
        var text = line.Text("text");
        return new FileChange.Replaced(
            new IndexedFile(line.Text("_id"), "uuid", "document", "hash", "{}", null, "text/1", 0, [], text.Length, 1, 0), text,
            [new IndexedChunk(0, 0, text.Length, null, null, 1, "", text)]);
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(l => JsonElement.Parse(l));
}
