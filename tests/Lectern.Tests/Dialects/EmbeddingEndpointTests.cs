using System.Net.Http.Json;
using System.Threading.Channels;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Dialects;

/// <summary>What the embeddings of OpenAI's dialect take of the model that the syncs need as well.</summary>
public sealed class EmbeddingEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_texts_are_embedded_in_batches_and_keep_their_order()
    {
        using var generator = new GatedGenerator();
        await using var server = await StartAsync(generator);
        generator.Open(100);
        var list = await server.PostAsync("/v1/embeddings", new { input = Texts(150) });
        Assert.Equal([64, 64, 22], generator.Batches);
        var data = list.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 150), data.Select(d => d.GetProperty("index").GetInt32()));

        // The fake's vector of "n" is (1, n), which the server makes as long as 1.
        var slopes = data.Select(d => d.GetProperty("embedding")).Select(e => e[1].GetDouble() / e[0].GetDouble());
        Assert.Equal(Enumerable.Range(0, 150), slopes.Select(s => (int)Math.Round(s)));
        Assert.Equal(150, list.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task A_project_has_one_batch_at_once_and_another_project_does_not_wait_for_it()
    {
        using var generator = new GatedGenerator();
        await using var server = await StartAsync(generator);
        using var other = await OtherProject.JoinAsync(server);
        var mine = Enumerable.Range(0, 4).Select(_ => PostAsync(server.Http, 2)).ToList();
        await generator.BegunAsync(Cancellation);
        var theirs = PostAsync(other, 2);
        await generator.BegunAsync(Cancellation);

        // The two places for many texts are taken, so only a single text begins now.
        var single = PostAsync(server.Http, 1);
        await generator.BegunAsync(Cancellation);
        Assert.Equal([2, 2, 1], generator.Batches);
        generator.Open(100);
        await Task.WhenAll([.. mine, theirs, single]);
        Assert.Equal(3, generator.MostAtOnce);
    }

    [Fact]
    public async Task Texts_wait_while_syncs_have_the_places()
    {
        using var generator = new GatedGenerator();
        await using var server = await StartAsync(generator);
        var places = server.Services.GetRequiredService<SyncShares>().Embedding;
        generator.Open(100);
        var held = Enumerable.Range(0, places.Count).Select(i => places.Enter($"project-{i}", isSmall: true)).ToList();
        var waiting = PostAsync(server.Http, 1);
        await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation));
        Assert.Empty(generator.Batches);
        held.ForEach(h => h.Dispose());
        await waiting;
        Assert.Equal([1], generator.Batches);
    }

    private static Task<TestServer> StartAsync(GatedGenerator generator) => TestServer.StartAsync(services =>
    {
        services.Remove(services.Single(s => s.ImplementationType == typeof(EmbeddingLoad)));
        services.AddSingleton(DecidedModels.Of(new EmbeddingModel("gated", generator)));
    });

    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    private static async Task PostAsync(HttpClient http, int texts)
    {
        using var response = await http.PostAsJsonAsync("/v1/embeddings", new { input = Texts(texts) }, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A model that ends one batch for each that was let through.</summary>
    private sealed class GatedGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly SemaphoreSlim gate = new(0);
        private readonly Channel<int> begun = Channel.CreateUnbounded<int>();
        private readonly Lock counting = new();
        private readonly List<int> batches = [];
        private int running;

        public int MostAtOnce { get; private set; }

        public IReadOnlyList<int> Batches
        {
            get
            {
                lock (counting)
                    return [.. batches];
            }
        }

        public void Open(int count) => gate.Release(count);

        public async Task BegunAsync(CancellationToken cancellationToken) =>
            await begun.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            lock (counting)
            {
                batches.Add(texts.Count);
                MostAtOnce = Math.Max(MostAtOnce, ++running);
            }

            begun.Writer.TryWrite(texts.Count);
            await gate.WaitAsync(cancellationToken);
            lock (counting)
                running--;
            return new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(
                new float[] { 1, float.Parse(t, System.Globalization.CultureInfo.InvariantCulture) })))
            {
                Usage = new UsageDetails { TotalTokenCount = texts.Count },
            };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() => gate.Dispose();
    }
}
