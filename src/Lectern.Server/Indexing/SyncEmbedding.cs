using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Indexing;

/// <summary>
/// Embeds what a sync has read. What takes long joins the index by steps, as what was read did before it. Thread-safe.
/// </summary>
internal sealed class SyncEmbedding(ParsedFileCache cache, SyncSwaps swaps, SyncShares shares, TimeProvider time)
{
    /// <param name="note">Notes each step.</param>
    public async Task RunAsync(
        SyncRun run, EmbeddingModel model, IIndexContents contents, IPendingVectors pending, FinishedFiles finished,
        SyncProgressWriter progress, Func<SyncStep, Task> note, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncEmbedding);
        var (taken, total) = (0, contents.CountWithoutVectors(model.Id));
        await progress.EmbeddingAsync(total, cancellationToken);

        // Vectors of another model stay until all of this one's are there: until then the index is searched by words.
        var steps = contents.HasVectorsOfAnother(model.Id) ? null : new VectorSteps(time);
        await ChunkEmbedding.RunAsync(
            model, contents, pending, Texts(),
            isSmall => shares.Embedding.EnterAsync(run.Scope.ProjectId, isSmall, cancellationToken), BatchDoneAsync,
            cancellationToken);

        async IAsyncEnumerable<string> Texts()
        {
            foreach (var text in contents.TextsWithoutVectors(model.Id))
            {
                taken++;
                yield return text;
            }

            foreach (var source in finished.Parsed)
            {
                if (cache.SizeOf(ParsedFileCache.Key(run.Index, source)) > SyncSwaps.LargeBytes)
                    await run.TakeMemoryAsync(cancellationToken);
                foreach (var chunk in (await swaps.ParsedAsync(run, source, cancellationToken)).Chunks)
                    yield return EmbeddedText.Of(chunk.HeadingPath, chunk.Content);
            }
        }

        async Task BatchDoneAsync()
        {
            await progress.EmbeddedAsync(Math.Min(taken, total), cancellationToken);
            if (steps?.IsDue != true)
                return;
            var generation = await swaps.JoinVectorsAsync(run, contents, pending, steps, cancellationToken);
            if (generation is not null)
                await SyncSwaps.NoteAsync(run, contents, generation, finished, note);
        }
    }
}
