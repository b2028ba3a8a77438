using System.Globalization;
using Lectern.Contracts;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>Questions about the library are answered from the catalog, with counts and names.</summary>
public sealed class CatalogAnswerTests
{
    [Theory]
    [InlineData("How many documents are there?")]
    [InlineData("which files do you have")]
    [InlineData("List all the documents.")]
    [InlineData("Wie viele Dokumente gibt es?", "Es gibt 2 Dokumente:")]
    [InlineData("Welche Dateien hast du?", "Es gibt 2 Dokumente:")]
    [InlineData("Quels documents avez-vous ?", "Il y a 2 documents :")]
    [InlineData("Combien de fichiers y a-t-il ici ?", "Il y a 2 documents :")]
    [InlineData("¿Qué documentos tienes?", "Hay 2 documentos:")]
    [InlineData("cuantos documentos hay", "Hay 2 documentos:")]
    [InlineData("你有哪些文档？", "共有 2 份文档：")]
    [InlineData("一共有多少个文件？", "共有 2 份文档：")]
    [InlineData("どんな文書がありますか？", "文書は2件あります：")]
    [InlineData("ドキュメントは何件ありますか", "文書は2件あります：")]
    [InlineData("ما هي المستندات التي لديك؟", "عدد المستندات 2:")]
    [InlineData("كم عدد الملفات الموجودة؟", "عدد المستندات 2:")]
    [InlineData("Какие документы у тебя есть?", "Есть документы, всего 2:")]
    [InlineData("сколько здесь файлов?", "Есть документы, всего 2:")]
    public async Task The_documents_are_counted_and_named(string question, string said = "There are 2 documents:")
    {
        await using var run = await StartAsync();
        await run.AskAsync(question);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.Equal($"{said}\n\n- `pumps.txt`\n- `valves.txt`", text.Content);
        Assert.Empty(text.Unproved);
        Assert.Equal("find_files", Assert.Single(run.Events.OfType<ToolCallEvent>()).Name);
    }

    [Theory]
    [InlineData("Hello!", "Hello! What", "There are 2 documents:")]
    [InlineData("good morning", "Hello! What", "There are 2 documents:")]
    [InlineData("What can you do?", "I look for", "There are 2 documents:")]
    [InlineData("Grüß Gott", "Hallo! Was", "Es gibt 2 Dokumente:")]
    [InlineData("Was kannst du?", "Ich suche", "Es gibt 2 Dokumente:")]
    [InlineData("Bonjour", "Bonjour ! Que", "Il y a 2 documents :")]
    [InlineData("Que pouvez-vous faire ?", "Je cherche", "Il y a 2 documents :")]
    [InlineData("¡Hola!", "¡Hola! ¿Qué", "Hay 2 documentos:")]
    [InlineData("¿Qué puedes hacer?", "Busco lo que", "Hay 2 documentos:")]
    [InlineData("你好！", "您好！", "共有 2 份文档：")]
    [InlineData("你能做什么？", "我会查找", "共有 2 份文档：")]
    [InlineData("こんにちは", "こんにちは、", "文書は2件あります：")]
    [InlineData("何ができますか？", "ご質問について", "文書は2件あります：")]
    [InlineData("مرحبًا!", "مرحبًا! ماذا", "عدد المستندات 2:")]
    [InlineData("ماذا يمكنك أن تفعل؟", "أبحث عما", "عدد المستندات 2:")]
    [InlineData("Здравствуйте!", "Здравствуйте! Что", "Есть документы, всего 2:")]
    [InlineData("Что ты умеешь?", "Я ищу", "Есть документы, всего 2:")]
    public async Task A_greeting_is_answered_with_what_there_is_in_its_language(string prompt, string begins, string counts)
    {
        await using var run = await StartAsync();
        await run.AskAsync(prompt);
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith(begins, text.Content, StringComparison.Ordinal);
        Assert.EndsWith($"\n\n{counts}\n\n- `pumps.txt`\n- `valves.txt`", text.Content, StringComparison.Ordinal);
        Assert.Empty(text.Unproved);
    }

    [Theory]
    [InlineData("Thank you very much!", "You are welcome")]
    [InlineData("Vielen Dank", "Gern geschehen")]
    [InlineData("Merci beaucoup", "Je vous en prie")]
    [InlineData("Muchas gracias", "De nada")]
    [InlineData("谢谢你", "不客气")]
    [InlineData("ありがとうございます", "どういたしまして")]
    [InlineData("شكراً جزيلاً", "على الرحب")]
    public async Task Thanks_ask_for_nothing(string prompt, string begins)
    {
        await using var run = await StartAsync();
        await run.AskAsync(prompt);
        Assert.StartsWith(begins, run.Events.OfType<TextEvent>().Last().Content, StringComparison.Ordinal);
        Assert.Empty(run.Events.OfType<TextEvent>().Last().Unproved);
        Assert.Empty(run.Events.OfType<ToolCallEvent>());
    }

    [Fact]
    public async Task A_greeting_names_a_few_of_many_documents()
    {
        await using var run = await StartAsync();
        for (var i = 0; i < 60; i++)
            run.Files.Add("idx-1", $"dfl-x{i}", $"x{i:00}.txt", "Nothing.");
        await run.AskAsync("Hi there");
        var text = run.Events.OfType<TextEvent>().Last().Content;
        Assert.Contains("There are 62 documents:", text, StringComparison.Ordinal);
        Assert.EndsWith("These are the first 5 by name.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_are_listed_are_counted_too()
    {
        await using var run = await StartAsync();
        for (var i = 0; i < 60; i++)
            run.Files.Add("idx-1", $"dfl-x{i}", $"x{i:00}.txt", "Nothing.");
        await run.AskAsync("How many files are there?");
        var text = run.Events.OfType<TextEvent>().Last().Content;
        Assert.StartsWith("There are 62 documents:", text, StringComparison.Ordinal);
        Assert.EndsWith("These are the first 50 by name.", text, StringComparison.Ordinal);
        Assert.Equal(62, run.Result().GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_files_that_mention_something_are_quoted()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boats.txt", "The boats have a pump too.\n\nA mast is made of wood.");
        await run.AskAsync("Which files mention a pump?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith("2 documents mention it", text.Content, StringComparison.Ordinal);
        Assert.Equal(["boats.txt", "pumps.txt"], text.Citations.Select(c => c.FileName).Order());
        Assert.Empty(text.Unproved);
        await run.AskAsync("Which documents mention tortoises?");
        Assert.Equal(ExtractiveChatClient.NothingFound, run.Events.OfType<TextEvent>().Last().Content);
    }

    [Fact]
    public async Task The_files_that_mention_something_are_quoted_in_German_too()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boote.txt", "Die Boote haben auch eine Pumpe.");
        await run.AskAsync("Welche Dokumente nennen eine Pumpe?");
        var text = run.Events.OfType<TextEvent>().Last();
        Assert.StartsWith("1 Dokument erwähnt es, ", text.Content, StringComparison.Ordinal);
        Assert.Equal("boote.txt", Assert.Single(text.Citations).FileName);
        await run.AskAsync("Welche Dokumente nennen Schildkröten?");
        Assert.StartsWith("Das wurde in diesen Dokumenten nicht gefunden.", run.Events.OfType<TextEvent>().Last().Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_without_a_blank_is_quoted_no_further_than_others()
    {
        await using var run = await StartAsync();
        run.Files.Add("idx-1", "dfl-3", "boats.txt", $"turbine-{new string('x', 3_000)}");
        await run.AskAsync("Which files mention turbine?");
        var quote = Assert.Single(run.Events.OfType<TextEvent>().Last().Content.Split('\n'), l => l.Contains("turbine-x"));
        Assert.InRange(quote.Length, 1, 210);
    }

    [Theory]
    [InlineData("How many documents are there", "1,200 documents", "first 1,000 ")]
    [InlineData("Wie viele Dokumente gibt es", "1.200 Dokumente", "ersten 1.000.")]
    public void Numbers_are_written_as_the_language_does_wherever_the_server_runs(string question, string total, string first)
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberGroupSeparator = "'";
        try
        {
            CultureInfo.CurrentCulture = odd;
            var words = CatalogWords.In(CatalogQuestion.Of(question, Today)!.Language);
            var files = Enumerable.Range(0, 1_000).Select(i => new FoundFile($"dfl-{i}", $"{i}.md", "idx-1", "Harbour"));
            var said = string.Concat(CatalogAnswer.Of(new FoundFiles([.. files], true, 1_200), words));
            Assert.Contains(total, said, StringComparison.Ordinal);
            Assert.Contains(first, said, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("How many documents did Orsina sign?")]
    [InlineData("What files a tax return?")]
    [InlineData("Which pumps are there?")]
    [InlineData("Hello world")]
    [InlineData("Thanks to whom was it built?")]
    [InlineData("What can you do with a pump?")]
    [InlineData("Bonjour tristesse")]
    [InlineData("Quels documents faut-il signer ?")]
    [InlineData("¿Qué documentos hay que firmar?")]
    [InlineData("有哪些文件需要签字？")]
    [InlineData("どの文書が必要ですか")]
    [InlineData("ما هي المستندات المطلوبة؟")]
    [InlineData("What is new in version 3?")]
    [InlineData("What changed?")]
    [InlineData("What has changed since 2019?")]
    [InlineData("What has changed since Monday in the fees?")]
    [InlineData("Was hat sich an den Gebühren geändert?")]
    [InlineData("What was added to the soup yesterday?")]
    [InlineData("Which files were added by Orsina?")]
    public void What_asks_of_their_contents_is_no_such_question(string question) =>
        Assert.Null(CatalogQuestion.Of(question, Today));

    private static DateOnly Today => new(2026, 11, 26);

    private static async Task<AgentRun> StartAsync()
    {
        var run = await AgentRun.StartAsync();
        run.Model = new ExtractiveChatClient(DecidedModels.None);
        return run;
    }
}
