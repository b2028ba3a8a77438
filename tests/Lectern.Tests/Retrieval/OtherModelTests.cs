using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Retrieval;

/// <summary>Models that a person names: embeddings from a folder or a server, and rerankers from a folder or a server.</summary>
public sealed class OtherModelTests : IDisposable
{
    private static readonly (string Name, byte[] Content)[] Files =
    [
        ("a.txt", "boat bread bad"u8.ToArray()),
        ("b.txt", "boat bread good and something more to say"u8.ToArray()),
    ];

    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_exported_folder_embeds()
    {
        using var model = OnnxFolder.LoadEmbedder(TinyOnnx.Embedder(folder));
        Assert.StartsWith("onnx:", model.Id, StringComparison.Ordinal);
        var vector = await model.EmbedAsync("Boat boat bread", Cancellation);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0.894f, 0.447f], vector.Select(v => MathF.Round(v, 3)));

        await using var server = await TestServer.StartAsync(change: o => o with { Embeddings = $"onnx:{folder}" });
        var index = (await server.IndexAsync(Files)).Text("id");
        var found = await RetrieveAsync(server, new { index_id = index, query = "boat bad", full_text_pipeline_weight = 0 });
        Assert.StartsWith("boat bread bad", found[0].Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_gives_way_to_what_is_urgent_for_a_single_text_too()
    {
        using var model = OnnxFolder.LoadEmbedder(TinyOnnx.Embedder(folder));
        await model.EmbedAsync("boat", Cancellation);
        using var urgent = model.TokenVectors!.Urgent.Begin();
        var watch = Stopwatch.StartNew();
        var vectors = await model.EmbedQuietlyAsync(["boat"], Cancellation);
        Assert.True(watch.ElapsedMilliseconds > 50, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(await model.EmbedAsync("boat", Cancellation), vectors[0].Vector.ToArray());
    }

    [Theory]
    [InlineData("cls_token", 0f, 0f)]
    [InlineData("mean_tokens", 0.894f, 0.447f)]
    [InlineData("mean_sqrt_len_tokens", 0.894f, 0.447f)]
    [InlineData("max_tokens", 0.707f, 0.707f)]
    [InlineData("weightedmean_tokens", 0.781f, 0.625f)]
    [InlineData("lasttoken", 0f, 0f)]
    public async Task Every_way_of_pooling_is_read(string mode, float boat, float bread)
    {
        TinyOnnx.Embedder(folder);
        await File.WriteAllTextAsync(
            Path.Combine(
                folder, "1_Pooling",
                "config.json"), $$"""{"pooling_mode_{{mode}}": true, "include_prompt": true}""", Cancellation);
        using var model = OnnxFolder.LoadEmbedder(folder);
        var vector = await model.EmbedAsync("boat boat bread", Cancellation);
        Assert.Equal((boat, bread), (MathF.Round(vector[6], 3), MathF.Round(vector[7], 3)));
    }

    [Theory]
    [InlineData("{}", """{"pooling_mode": "mean"}""", true)]
    [InlineData("""{"pooling_mode_cls_token": true}""", """{"pooling_mode_cls_token": true, "pooling_mode": "cls"}""", true)]
    [InlineData("{}", """{"pooling_mode": "cls"}""", false)]
    [InlineData("""{"pooling_mode_cls_token": true}""", """{"pooling_mode_cls_token": true, "pooling_mode": "mean"}""", false)]
    public void A_way_of_pooling_that_was_not_read_before_makes_another_model(string before, string now, bool isSame)
    {
        TinyOnnx.Embedder(folder);
        string Id(string pooling)
        {
            File.WriteAllText(Path.Combine(folder, "1_Pooling", "config.json"), pooling);
            using var model = OnnxFolder.LoadEmbedder(folder);
            return model.Id;
        }

        Assert.Equal(isSame, Id(before) == Id(now));
    }

    [Fact]
    public void Other_weights_beside_the_graph_or_another_tokenizer_make_another_model()
    {
        TinyOnnx.Embedder(folder);
        string Id()
        {
            using var model = OnnxFolder.LoadEmbedder(folder);
            return model.Id;
        }

        // Ids of models with WordPiece are kept in indexes: that of their graph alone.
        var graph = SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        Assert.EndsWith("@" + Convert.ToHexStringLower(graph)[..12], Id(), StringComparison.Ordinal);
        List<string> ids = [Id()];
        foreach (var weights in (byte[][])[[1], [2]])
        {
            File.WriteAllBytes(Path.Combine(folder, "model.onnx_data"), weights);
            ids.Add(Id());
        }

        File.Delete(Path.Combine(folder, "vocab.txt"));
        foreach (var ending in (byte[][])[[], "\n"u8.ToArray()])
        {
            File.WriteAllBytes(Path.Combine(folder, "tokenizer.json"), [.. TinyTokenizers.XlmR(), .. ending]);
            ids.Add(Id());
        }

        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task Prompts_stand_before_queries_and_passages_and_vectors_are_cut_as_the_export_says()
    {
        TinyOnnx.Embedder(folder);
        using var before = OnnxFolder.LoadEmbedder(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "config_sentence_transformers.json"),
            """{"prompts": {"query": "good ", "passage": "bad "}, "default_prompt_name": null, "truncate_dim": 7}""",
            Cancellation);
        using var model = OnnxFolder.LoadEmbedder(folder);
        Assert.NotEqual(before.Id, model.Id);
        Assert.Equal(["good ", "bad "], [model.QueryPrompt, model.PassagePrompt]);
        Assert.Equal(
            [0, 0, 0, 0, 0.707f, 0, 0.707f],
            (await model.EmbedQueryAsync("boat bread", Cancellation)).Select(v => MathF.Round(v, 3)));

        await using var server = await TestServer.StartAsync(change: o => o with { Embeddings = $"onnx:{folder}" });
        var index = (await server.IndexAsync(("a.txt", "boat"u8.ToArray()), ("b.txt", "good"u8.ToArray()))).Text("id");
        var found = await RetrieveAsync(
            server, new { index_id = index, query = "bread", full_text_pipeline_weight = 0, rerank = new { enabled = false } });
        Assert.Equal("good", found[0].Text("content"));
        Assert.Equal(0.707, found[0].GetProperty("score").GetDouble(), 2);
    }

    [Fact]
    public async Task A_multilingual_export_embeds_whatever_its_tokenizer_and_graph_are_called()
    {
        TinyOnnx.Embedder(folder);
        File.Delete(Path.Combine(folder, "vocab.txt"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "tokenizer.json"), TinyTokenizers.XlmR(), Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "1_Pooling", "config.json"), """{"pooling_mode": "mean"}""", Cancellation);
        var graph = Path.Combine(folder, "onnx", "model_qint8_avx512_vnni.onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(graph)!);
        File.Move(Path.Combine(folder, "model.onnx"), graph);
        foreach (var named in (string[])[folder, graph])
        {
            using var model = OnnxFolder.LoadEmbedder(named);
            Assert.StartsWith($"onnx:{Path.GetFileName(folder)}@", model.Id, StringComparison.Ordinal);
            var vector = await model.EmbedAsync("Boat boat bread", Cancellation);
            Assert.Equal([0, 0, 0, 0, 0, 0, 0.894f, 0.447f], vector.Select(v => MathF.Round(v, 3)));
            Assert.Equal([6, 7], model.TokenVectors!.Of("boat bread", Cancellation).Ids);
        }

        File.Copy(graph, Path.Combine(folder, "onnx", "model_O3.onnx"));
        Assert.Contains("name one of them", Assert.Throws<EmbeddingException>(
            () => OnnxFolder.LoadEmbedder(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules.json", """[{"type": "sentence_transformers.models.Dense"}]""", "a layer sentence_transformers")]
    [InlineData("1_Pooling/config.json", """{"pooling_mode": "attention"}""", "joins its tokens by attention")]
    [InlineData("1_Pooling/config.json", """{"include_prompt": false}""", "leaves the prompt out")]
    public async Task An_export_that_would_give_other_vectors_than_its_own_is_refused(
        string file, string content, string expected)
    {
        TinyOnnx.Embedder(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "config_sentence_transformers.json"), """{"prompts": {"query": "good "}}""", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, file), content, Cancellation);
        Assert.Contains(expected, Assert.Throws<EmbeddingException>(
            () => OnnxFolder.LoadEmbedder(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_ways_of_pooling_at_once_are_refused()
    {
        TinyOnnx.Embedder(folder);
        File.WriteAllText(
            Path.Combine(
                folder, "1_Pooling",
                "config.json"), """{"pooling_mode_cls_token": true, "pooling_mode_max_tokens": true}""");
        Assert.Contains(
            "one way of pooling", Assert.Throws<EmbeddingException>(
                () => OnnxFolder.LoadEmbedder(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_embeddings_is_asked_with_the_models_name_and_no_made_up_key()
    {
        await using var embeddings = await JsonServer.EmbeddingsAsync(16);
        await using var server = await TestServer.StartAsync(
            change: o => o with { Embeddings = "openai:tiny", OpenAiBaseUrl = $"{embeddings.Url}/v1" });
        var index = (await server.IndexAsync(Files)).Text("id");
        var found = await RetrieveAsync(server, new { index_id = index, query = "boat bad", full_text_pipeline_weight = 0 });
        Assert.Equal(2, found.Count);
        Assert.NotEqual(JsonValueKind.Null, found[0].GetProperty("rerank_score").ValueKind);
        Assert.All(embeddings.Asked, a => Assert.Equal(("tiny", null), (a.Body.Text("model"), a.Authorization)));
    }

    [Fact]
    public async Task Another_model_embeds_anew_and_vectors_of_two_never_mix()
    {
        await using var embeddings = await JsonServer.EmbeddingsAsync(16);
        await using var others = await JsonServer.EmbeddingsAsync(24);
        string index;
        await using (var server = await TestServer.StartAsync(change: o =>
            o with { Embeddings = "openai:one", OpenAiBaseUrl = $"{embeddings.Url}/v1" }, dataFolder: folder))
            index = (await server.IndexAsync(Files)).Text("id");

        await using var next = await TestServer.StartAsync(
            change: o => o with { Embeddings = "openai:two", OpenAiBaseUrl = $"{others.Url}/v1" }, dataFolder: folder);
        var contents = next.Services.GetRequiredService<SqliteIndexContentsFolder>().Contents(next.IndexKey(index));
        for (var i = 0; i < 600 && contents.LacksVectors($"openai:two@{others.Url}/v1"); i++)
        {
            // Until the new vectors are swapped in, words find.
            Assert.Equal(2, (await RetrieveAsync(next, new { index_id = index, query = "boat" })).Count);
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal([24L * 4], contents.Read(c => c.Query<long>("SELECT DISTINCT length(vector) FROM vectors")));
        Assert.Equal(
            2, (await RetrieveAsync(next, new { index_id = index, query = "boat", full_text_pipeline_weight = 0 })).Count);
    }

    [Fact]
    public async Task A_server_of_embeddings_that_refuses_fails_the_sync_with_a_reason_and_never_a_query()
    {
        await using var embeddings = await JsonServer.StartAsync(
            "/v1/embeddings", _ => (400, new { error = new { message = "no such model" } }));
        await using var server = await TestServer.StartAsync(
            change: o => o with { Embeddings = "openai:tiny", OpenAiBaseUrl = $"{embeddings.Url}/v1" });
        var index = await server.IndexAsync(Files);
        Assert.Equal("failed", index.GetProperty("metadata").Text("status"));
        Assert.Contains("embeddings server", index.GetProperty("metadata").Text("error"), StringComparison.Ordinal);
        Assert.Empty(await RetrieveAsync(server, new { index_id = index.Text("id"), query = "boat" }));
    }

    [Fact]
    public async Task A_damaged_model_leaves_search_by_words_and_says_why()
    {
        TinyOnnx.Embedder(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "model.onnx"), "no model", Cancellation);
        Assert.Contains(
            "cannot be loaded", Assert.Throws<EmbeddingException>(() => OnnxFolder.LoadEmbedder(folder)).Message,
            StringComparison.Ordinal);
        await using var server = await TestServer.StartAsync(
            change: o => o with { Embeddings = $"onnx:{folder}", Rerank = $"onnx:{folder}" });
        var index = (await server.IndexAsync(Files)).Text("id");
        using var ready = await server.Http.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var found = await RetrieveAsync(server, new { index_id = index, query = "boat" });
        Assert.Equal(2, found.Count);
        Assert.All(found, f => Assert.Equal(JsonValueKind.Null, f.GetProperty("rerank_score").ValueKind));
    }

    [Theory]
    [InlineData("tokenizer.json", "{}")]
    [InlineData("tokenizer.json", "[")]
    [InlineData("config.json", """{"max_position_embeddings": "many"}""")]
    [InlineData("vocab.txt", "no marks")]
    public void A_damaged_part_of_a_folder_is_named(string file, string content)
    {
        TinyOnnx.Embedder(folder);
        File.WriteAllText(Path.Combine(folder, file), content);
        Assert.NotEmpty(Assert.Throws<EmbeddingException>(() => OnnxFolder.LoadEmbedder(folder)).Message);
    }

    [Fact]
    public async Task A_cross_encoder_reorders_and_can_be_turned_off()
    {
        await using var server = await TestServer.StartAsync(
            change: o => o with { Rerank = $"onnx:{TinyOnnx.CrossEncoder(folder)}" });
        var index = (await server.IndexAsync(Files)).Text("id");
        var plain = await RetrieveAsync(server, new { index_id = index, query = "boat bread", rerank = new { enabled = false } });
        Assert.StartsWith("boat bread bad", plain[0].Text("content"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, plain[0].GetProperty("rerank_score").ValueKind);
        var reranked = await RetrieveAsync(server, new { index_id = index, query = "boat bread" });
        Assert.StartsWith("boat bread good", reranked[0].Text("content"), StringComparison.Ordinal);
        Assert.InRange(reranked[0].GetProperty("rerank_score").GetDouble(), 0.5, 1);
    }

    [Fact]
    public async Task A_rerank_server_reorders_and_its_faults_change_nothing()
    {
        var status = 200;
        await using var rerank = await JsonServer.StartAsync("/v1/rerank", body => (status, new
        {
            results = body.GetProperty("documents").EnumerateArray()
                .Select((d, i) => new
                {
                    index = i,
                    relevance_score = d.GetString()!.Contains("good", StringComparison.Ordinal)
                    ? 0.9 : 0.1
                }).Reverse(),
        }));
        await using var server = await TestServer.StartAsync(
            change: o => o with { Rerank = "server:judge", RerankUrl = $"{rerank.Url}/v1", RerankApiKey = "secret" });
        var index = (await server.IndexAsync(Files)).Text("id");
        Assert.StartsWith(
            "boat bread good", (await RetrieveAsync(server, new { index_id = index, query = "boat bread" }))[0].Text("content"),
            StringComparison.Ordinal);
        var (body, authorization) = Assert.Single(rerank.Asked);
        Assert.Equal(
            ("judge", "boat bread", 2, "Bearer secret"),
            (body.Text("model"), body.Text("query"), body.GetProperty("top_n").GetInt32(), authorization));

        status = 400;
        var plain = await RetrieveAsync(server, new { index_id = index, query = "boat bread" });
        Assert.StartsWith("boat bread bad", plain[0].Text("content"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, plain[0].GetProperty("rerank_score").ValueKind);
    }

    private static async Task<IReadOnlyList<JsonElement>> RetrieveAsync(TestServer server, object body)
    {
        using var response = await server.Http.PostAsJsonAsync("/api/v1/retrieval/retrieve", body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await TestServer.JsonOf(response)).GetProperty("results").EnumerateArray()];
    }
}
