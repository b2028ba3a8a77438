using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What tests put into an index without reading files.</summary>
internal static class TestContents
{
    /// <summary>A file with a chunk for each text.</summary>
    public static FileChange.Replaced File(string id, string name, params string[] texts) => new(
        new IndexedFile(id, "uuid-" + id, name, "hash", "{}", null, "text/1", 0, [], 1, texts.Length, 0),
        string.Concat(texts),
        [.. texts.Select((t, i) => new IndexedChunk(i, 0, t.Length, null, null, 1, "", t))]);

    /// <summary>Swaps changes in.</summary>
    /// <param name="model">Gives every chunk its vector (<see cref="WordVectors"/>); null gives none.</param>
    public static async Task SwapAsync(
        this IIndexContentsStore store, IndexKey index, IReadOnlyCollection<FileChange> changes, EmbeddingModel? model,
        CancellationToken cancellationToken)
    {
        var contents = store.Open(index);
        using var pending = model is null ? null : store.OpenPending(index, model.Id);
        pending?.AddTexts(contents.TextsWithoutVectors(pending.Model).Concat(changes.OfType<FileChange.Replaced>()
            .SelectMany(c => c.Chunks).Select(c => EmbeddedText.Of(c.HeadingPath, c.Content))));
        Assert.Empty((await contents.ReplaceAsync(changes.ToAsyncEnumerable(), pending, cancellationToken)).Faults);
        pending?.Clear();
    }

    /// <summary>Embeds texts.</summary>
    public static void AddTexts(this IPendingVectors pending, IEnumerable<string> texts) => pending.Add(
        [.. texts.Distinct().Select(t => (EmbeddedText.Hash(t), EmbeddingModel.ToBytes(WordVectors.Of(t))))]);
}
