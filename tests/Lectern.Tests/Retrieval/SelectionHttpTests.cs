using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Retrieval;

/// <summary>What of the candidates becomes the answer, over HTTP, by words and with the local model.</summary>
public sealed class SelectionHttpTests
{
    private const string Words = "none";
    private const string Vectors = "local";

    [Theory]
    [InlineData(Words)]
    [InlineData(Vectors)]
    public async Task What_says_the_same_is_given_once(string embeddings)
    {
        await using var server = await StartAsync(embeddings);
        var index = (await server.IndexAsync(
            ("a.txt", "The ferry leaves the old harbour at seven in the morning, every day but Sunday."u8.ToArray()),
            ("b.txt", "The ferry leaves the old harbour at seven in the morning, every day but Sunday."u8.ToArray()),
            ("c.txt", "The ferry leaves the old harbour at 9 in the morning, every day but Sunday."u8.ToArray()),
            ("d.txt", "Knead the dough and let it rise."u8.ToArray()))).Text("id");
        var found = await RetrieveAsync(
            server, new { index_id = index, query = "When does the ferry leave the harbour in the morning?" });
        Assert.Single(found, p => p.Text("content").Contains("seven", StringComparison.Ordinal));

        // Another number is another fact, however alike the rest is.
        Assert.Single(found, p => p.Text("content").Contains("at 9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Words)]
    [InlineData(Vectors)]
    public async Task One_file_does_not_fill_the_answer_while_another_matches(string embeddings)
    {
        await using var server = await StartAsync(embeddings);
        var index = (await server.IndexAsync(
            ("long.md", Chapters()),
            ("short.txt", """
                The lighthouse keeper also kept bees and sold their honey in the village, as was the custom.
                """u8.ToArray()))).Text("id");
        var found = await RetrieveAsync(server, new { index_id = index, query = "lighthouse keeper", top_k = 4 });
        Assert.Equal(4, found.Count);
        Assert.Contains(found, p => p.Text("content").Contains("honey", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Words)]
    [InlineData(Vectors)]
    public async Task A_query_that_is_a_sections_title_finds_where_it_begins(string embeddings)
    {
        await using var server = await StartAsync(embeddings);
        var others = string.Join("\n\n", Enumerable.Range(1, 9).Select(
            i => $"## Log {i}\n\nThe night watch began its work at {i} and the work of the night watch was done at dawn."));
        var index = (await server.IndexAsync(
            ("log.md", Encoding.UTF8.GetBytes(others)),
            ("rules.md", """
                # Yard rules

                Be kind.

                ## 3. Work of the night watch

                Lamps hang at the gate.
                """u8.ToArray()))).Text("id");
        foreach (var query in (string[])["night watch work", "Work of the night watch", "night watch work yard rules"])
        {
            var found = await RetrieveAsync(server, new { index_id = index, query });
            Assert.Contains("Lamps hang", found[0].Text("content"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_file_fills_the_answer_when_nothing_else_matches()
    {
        await using var server = await StartAsync(Words);
        var index = (await server.IndexAsync(("long.md", Chapters()), ("bread.txt", "Knead the dough."u8.ToArray()))).Text("id");
        Assert.Equal(4, (await RetrieveAsync(server, new { index_id = index, query = "lighthouse keeper", top_k = 4 })).Count);
    }

    [Theory]
    [InlineData("""{"year": [{"operator": "gte", "value": 2000}, {"operator": "lt", "value": 2010}]}""", 1)]
    [InlineData("""{"year": {"operator": "eq", "value": "2004"}}""", 0)]
    [InlineData("""{"year": {"operator": "ne", "value": "2004"}}""", 1)]
    [InlineData("""{"nowhere": {"operator": "gt", "value": 1}}""", 0)]
    [InlineData("""{"nowhere": {"operator": "nin", "value": ["x"]}}""", 1)]
    [InlineData("""{"tags": {"operator": "eq", "value": true}}""", 0)]
    [InlineData("""{"tags": {"operator": "in", "value": ["sea", 7]}}""", 1)]
    public async Task A_field_that_is_missing_or_of_another_type_meets_only_what_is_denied(string filters, int count)
    {
        await using var server = await StartAsync(Words);
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "docs" })).Text("id");
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent("The lighthouse."u8.ToArray()), "upload_file", "a.txt" },
            { new StringContent("""{"year": 2004, "tags": ["sea", "light"]}"""), "metadata" },
        };
        using var upload = await server.Http.PostAsync(
            $"/api/v1/beta/directories/{directory}/files/upload", form,
            TestContext.Current.CancellationToken);
        upload.EnsureSuccessStatusCode();
        var index = (await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory })).Text("id");
        await server.UntilSyncedAsync(index);
        var found = await RetrieveAsync(
            server, new { index_id = index, query = "lighthouse", custom_filters = JsonElement.Parse(filters) });
        Assert.Equal(count, found.Count);
    }

    /// <summary>Eight passages that all match, each with words of its own.</summary>
    private static byte[] Chapters()
    {
        var text = new StringBuilder();
        string[] subjects = ["storms", "lamps", "ropes", "boats", "fog", "maps", "birds", "stairs"];
        foreach (var subject in subjects)
        {
            text.Append("# Of ").Append(
                subject).Append("\n\n").Append("The lighthouse keeper knew much about ").Append(subject).Append(". ")
                .Append(string.Join(' ', Enumerable.Repeat($"The lighthouse keeper wrote of {subject} in the book.", 3))).Append(
                    "\n\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Task<TestServer> StartAsync(string embeddings)
    {
        if (embeddings == Vectors)
            TestSearch.NeedLocalModel();
        return TestServer.StartAsync(change: o => o with { Embeddings = embeddings });
    }

    private static async Task<IReadOnlyList<JsonElement>> RetrieveAsync(TestServer server, object body)
    {
        using var response = await server.Http.PostAsJsonAsync(
            "/api/v1/retrieval/retrieve", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await TestServer.JsonOf(response)).GetProperty("results").EnumerateArray()];
    }
}
