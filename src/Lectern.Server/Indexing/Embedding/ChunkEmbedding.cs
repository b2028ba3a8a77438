using Lectern.Server.Indexing.Sharing;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>Embeds the chunks of a sync that have no vector yet, across files, a batch at a time. Can be taken up where it broke off.</summary>
internal static class ChunkEmbedding
{
    private const int Batch = 64;

    /// <param name="texts">What the next generation needs; texts that are known cost nothing.</param>
    /// <param name="enter">Takes a place for a batch; whether it is small.</param>
    /// <param name="progress">Called after each batch.</param>
    public static async Task RunAsync(
        EmbeddingModel model, IIndexContents contents, IPendingVectors pending, IAsyncEnumerable<string> texts,
        Func<bool, Task<FairPlace>> enter, Func<Task> progress, CancellationToken cancellationToken)
    {
        using var live = contents.OpenVectors(model.Id);
        var waiting = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var text in texts.WithCancellation(cancellationToken))
        {
            var hash = EmbeddedText.Hash(text);
            if (waiting.ContainsKey(text) || pending.Has(hash))
                continue;
            if (live.Find(hash) is { } known)
                pending.Add([(hash, known)]);
            else
                waiting.Add(text, hash);
            if (waiting.Count == Batch)
                await EmbedAsync();
        }

        if (waiting.Count > 0)
            await EmbedAsync();

        async Task EmbedAsync()
        {
            using var place = await enter(waiting.Count < Batch);
            var embedded = await model.Generator.GenerateAsync(waiting.Keys, cancellationToken: cancellationToken);
            if (embedded.Count != waiting.Count)
                throw new EmbeddingException($"The embedding model {model.Id} gave {embedded.Count} vectors for {waiting.Count} texts.");
            pending.Add(waiting.Values.Zip(embedded, (hash, e) => (hash, EmbeddingModel.ToBytes(EmbeddingModel.Normalized(e.Vector)))));
            waiting.Clear();
            await progress();
        }
    }
}
