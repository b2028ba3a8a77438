using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Retrieval;
using Lectern.Server.Text;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Retrieval;

/// <summary>The word arm in languages other than English.</summary>
public sealed class LanguageTests
{
    private static readonly string[] Texts =
    [
        "Die alten Häuser der Stadt wurden nach dem Krieg von den Bürgern "
        + "wieder aufgebaut, und die Straßen sind breiter als zuvor.",
        "Les anciennes maisons de la ville ont été reconstruites par "
        + "les habitants après la guerre, et les rues sont plus larges.",
        "Las antiguas casas de la ciudad fueron reconstruidas por los "
        + "habitantes después de la guerra, y las calles son más anchas.",
        "The old houses of the town were rebuilt by the citizens after the war, and the streets are wider than they were before.",
        "Старые дома города были восстановлены жителями после войны, и улицы стали шире, чем они были раньше.",
        "أعيد بناء المنازل القديمة في المدينة بعد الحرب من قبل السكان، والشوارع أوسع من ذي قبل.",
        "Τα παλιά σπίτια της πόλης ξαναχτίστηκαν από τους πολίτες μετά τον πόλεμο και οι δρόμοι είναι πλατύτεροι.",
        "युद्ध के बाद नागरिकों ने शहर के पुराने मकानों का पुनर्निर्माण किया और सड़कें चौड़ी हो गईं।",
        "บ้านเก่าของเมืองถูกสร้างขึ้นใหม่โดยชาวเมืองหลังสงคราม และถนนกว้างกว่าเดิม",
        "战争结束后，市民重建了城市的老房子，街道也比以前更宽了。",
        "전쟁이 끝난 뒤 시민들은 도시의 오래된 집을 다시 지었고 거리는 예전보다 넓어졌다.",
        "הבתים הישנים של העיר נבנו מחדש על ידי התושבים אחרי המלחמה, והרחובות רחבים יותר.",
        "Şehrin eski evleri savaştan sonra vatandaşlar tarafından yeniden inşa edildi ve sokaklar daha geniş oldu.",
        "Part X300-B7, hash 9f86d081884c, for (int i = 0; i < 10; i++) sum += a[i]; SKU 4711-0815.",
        "Das Lager hat am Samstag geschlossen, und die Lieferung kommt erst in der nächsten Woche.",
        "The pump weighs forty kilograms and is delivered with a manual in two languages.",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Haus", 0)]
    [InlineData("Welches Haus wurde wiederaufgebaut?", 0)]
    [InlineData("Strasse", 0)]
    [InlineData("reconstruire une maison", 1)]
    [InlineData("¿Qué casa se reconstruyó?", 2)]
    [InlineData("Which house was rebuilt?", 3)]
    [InlineData("Какой дом восстановлен?", 4)]
    [InlineData("منزل قديم", 5)]
    [InlineData("ΣΠΙΤΙ", 6)]
    [InlineData("मकान", 7)]
    [InlineData("สงคราม", 8)]
    [InlineData("老房子", 9)]
    [InlineData("집을 지은 시민", 10)]
    [InlineData("בית ישן בתים", 11)]
    [InlineData("evler ve sokak", 12)]
    [InlineData("x300-b7", 13)]
    [InlineData("9F86D081884C", 13)]
    [InlineData("kilogram pump", 15)]
    public async Task A_question_finds_another_form_of_its_word_in_an_index_of_many_languages(string query, int first)
    {
        await using var server = await TestServer.StartAsync();
        var (_, search, index) = await IndexAsync(server);
        var found = await search.SearchAsync(index, new RetrievalQuery(query, 3), Cancellation);
        Assert.Equal(Texts[first], found[0].Content);
    }

    [Fact]
    public async Task A_question_in_two_languages_finds_both()
    {
        await using var server = await TestServer.StartAsync();
        var (_, search, index) = await IndexAsync(server);
        var found = await search.SearchAsync(index, new RetrievalQuery("Lieferungen pumps", 2), Cancellation);
        Assert.Equal([Texts[^2], Texts[^1]], found.Select(p => p.Content).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_index_of_an_earlier_analysis_is_analysed_again_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        var (contents, _, index) = await IndexAsync(server);
        var path = ((SqliteIndexContents)contents.Open(index)).DatabasePath;
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                $"""
                {EarlierIndex.WithoutGenerations}
                UPDATE chunk_terms SET terms = x'';
                DROP TABLE segments;
                DROP TABLE tombstones;
                DROP TRIGGER unembedded_chunk;
                DROP TRIGGER unembedded_chunk_renamed;
                DROP TRIGGER unembedded_chunk_gone;
                DROP TRIGGER unembedded_no_more;
                DROP TRIGGER unembedded_again;
                DROP TABLE unembedded;
                ALTER TABLE generation DROP COLUMN last_chunk;
                PRAGMA user_version = 7;
                """);
        }

        foreach (var catalog in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{index.Id}.*.catalog"))
        {
            await using var file = new FileStream(catalog, FileMode.Open);
            file.Write("LECTCAT2"u8);
        }

        using var later = new SqliteIndexContentsFolder(
            server.Services.GetRequiredService<Server.Platform.DataFolder>(), TimeProvider.System,
            NullLogger<SqliteIndexContentsFolder>.Instance);
        using var catalogs = new SqliteCatalogs();
        var search = TestSearch.WordsOnly(new SqliteIndexSnapshots(later, catalogs));
        var found = await search.SearchAsync(index, new RetrievalQuery("Haus", 1), Cancellation);
        Assert.Equal(Texts[0], Assert.Single(found).Content);
    }

    [Theory]
    [InlineData("كِتَابٌ", "كتاب")]
    [InlineData("أحمد إلى مكتبة", "احمد الي مكتبه")]
    [InlineData("שָׁלוֹם מלך", "שלומ מלכ")]
    [InlineData("हिन्दी", "हिंदि")]
    [InlineData("กีฬา", "กีฬ ีฬา")]
    [InlineData("ガラス", "ガラ ラス")]
    [InlineData("한국어", "한국 국어")]
    [InlineData("Straße Ünïcode", "straße unicode")]
    [InlineData("Donau\u00adschiff", "donauschiff")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδοσ")]
    public void Marks_go_where_they_can_be_left_out_and_stay_where_they_are_vowels(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Terms.Words(text)));

    [Fact]
    public void A_text_of_no_language_keeps_its_plain_terms()
    {
        foreach (var text in (string[])[Texts[13], "SELECT a, b FROM t WHERE id = 7", "AB-12 CD-34 EF-56", "Lorem ipsum dolor"])
            Assert.Equal(Terms.Words(text).Select(Terms.Term), Terms.ForDocument(text));
    }

    private static async Task<(IIndexContentsStore Contents, HybridSearch Search, IndexKey Index)> IndexAsync(TestServer server)
    {
        var index = server.IndexKey((await server.IndexAsync()).Text("id"));
        var contents = server.Services.GetRequiredService<IIndexContentsStore>();
        await contents.Open(index).ReplaceAsync(Texts.Select(Document).ToAsyncEnumerable(), Cancellation);
        return (contents, TestSearch.WordsOnly(server.Services.GetRequiredService<IIndexSnapshots>()), index);
    }

    private static FileChange Document(string text, int i) => new FileChange.Replaced(
        new IndexedFile($"dfl-{i}", "uuid", "document", "hash", "{}", null, "text/1", 0, [], text.Length, 1, 0), text,
        [new IndexedChunk(0, 0, text.Length, null, null, 1, "", text)]);
}
