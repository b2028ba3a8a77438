using Lectern.Server.Indexing.Sharing;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Embeds the chunks of a sync that have no vector yet, across files, a batch at a time. Can be taken up where it broke off.
/// </summary>
internal static class ChunkEmbedding
{
    /// <summary>As many texts are embedded in one place of <see cref="SyncShares.Embedding"/>.</summary>
    public const int Batch = 64;

    /// <summary>Every model takes it.</summary>
    private const string AnyText = "text";

    /// <param name="texts">What the next generation needs; texts that are known cost nothing.</param>
    /// <param name="enter">Takes a place for a batch; whether it is small.</param>
    /// <param name="progress">Called after each batch, when all the texts that were taken so far have their vectors.</param>
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
            using (await enter(waiting.Count < Batch))
                await EmbedAllAsync(model, pending, [.. waiting], cancellationToken);
            waiting.Clear();
            await progress();
        }
    }

    /// <summary>Texts that the model does not take are found by halves, and refused alone.</summary>
    private static async Task EmbedAllAsync(
        EmbeddingModel model, IPendingVectors pending, KeyValuePair<string, byte[]>[] texts, CancellationToken cancellationToken)
    {
        try
        {
            var embedded = await model.EmbedQuietlyAsync(
                [.. texts.Select(t => model.PassagePrompt + t.Key)], cancellationToken);
            pending.Add(texts.Zip(embedded, (t, e) => (t.Value, EmbeddingModel.ToBytes(EmbeddingModel.Normalized(e.Vector)))));
        }
        catch (EmbeddingException e)
        {
            if (!await WorksAsync(model, cancellationToken))
                throw;
            if (texts is [var refused])
            {
                pending.Refuse(refused.Value, e.Shown);
                return;
            }

            var half = texts.Length / 2;
            await EmbedAllAsync(model, pending, texts[..half], cancellationToken);
            await EmbedAllAsync(model, pending, texts[half..], cancellationToken);
        }
    }

    private static async Task<bool> WorksAsync(EmbeddingModel model, CancellationToken cancellationToken)
    {
        try
        {
            await model.Generator.GenerateAsync([AnyText], QuietEmbedding.Options, cancellationToken);
            return true;
        }
        catch (EmbeddingException)
        {
            return false;
        }
    }
}
