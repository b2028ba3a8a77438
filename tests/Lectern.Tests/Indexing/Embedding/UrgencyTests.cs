using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Tests.Storage.Contract;
using Lectern.Tests.Storage.Sqlite;
using Microsoft.Extensions.AI;

namespace Lectern.Tests.Indexing.Embedding;

/// <summary>Who waits for vectors says so: how many texts there are tells nothing.</summary>
public sealed class UrgencyTests : StoreContract<SqliteStores>
{
    private readonly Asked asked = new();

    [Theory]
    [InlineData(1)]
    [InlineData(ChunkEmbedding.Batch + 1)]
    public async Task A_sync_is_quiet_and_a_query_is_urgent_however_many_texts_there_are(int count)
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        var model = new EmbeddingModel("words", asked);
        using var pending = store.OpenPending(index, model.Id);
        var places = new FairPlaces(1, 1);
        string[] texts = [.. Enumerable.Range(0, count).Select(i => $"quay {i}")];
        await ChunkEmbedding.RunAsync(
            model, store.Open(index), pending, texts.ToAsyncEnumerable(),
            isSmall => places.EnterAsync(Scope.ProjectId, isSmall, Cancellation), () => Task.CompletedTask, Cancellation);
        Assert.NotEmpty(asked.Quiet);
        Assert.DoesNotContain(false, asked.Quiet);
        asked.Quiet.Clear();
        await model.EmbedAllAsync(texts, Cancellation);
        await model.EmbedQueryAsync("quay", Cancellation);
        Assert.Equal([false, false], asked.Quiet);
    }

    private sealed class Asked() : DelegatingEmbeddingGenerator<string, Embedding<float>>(new WordVectors())
    {
        public List<bool> Quiet { get; } = [];

        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            Quiet.Add(options is QuietEmbedding);
            return base.GenerateAsync(values, options, cancellationToken);
        }
    }
}
