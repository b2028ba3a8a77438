using Lectern.Contracts;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Indexing;

/// <summary>
/// Brings an index up to date with its directory: compare, parse, chunk and embed what changed, swap. What takes long is
/// swapped in by steps, each file whole: first to be found by words, its vectors follow by steps of their own. A sync that is
/// interrupted keeps the files that it has finished. Many run at once: each stage has places that the projects share fairly.
/// </summary>
internal sealed class IndexingPipeline(
    IDirectoryFiles directoryFiles, IIndexContentsStore contentsFolder, IBlobs blobs, FileReading reading,
    ParsedFileCache cache, SyncSwaps swaps, SyncEmbedding embedding, EmbeddingModels models, SyncShares shares, OcrBudget ocr,
    ProjectRoom room, TimeProvider time)
{
    private const int MaxFailuresShown = 100;

    /// <param name="note">Notes each step of the sync, before the next one is begun.</param>
    public async Task<SyncEnd.Synced> SyncAsync(
        Scope scope, IndexRow index, SyncProgressWriter progress, Func<SyncStep, Task> note, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Sync)?.SetTag(Spans.IndexId, index.Id);
        var contents = contentsFolder.Open(index.Key);
        using var run = NewRun(scope, index);
        var plan = await PlanAsync(run, contents, cancellationToken);
        span?.SetTag(Spans.Files, plan.ToParse.Count);
        var model = index.WantsVectors ? await models.ReadyAsync(cancellationToken) : null;
        if (plan.HasChanges || (model is not null && contents.LacksVectors(model.Id)))
        {
            run.Model = model?.Id;
            run.Budget = model is { Tokens: null } ? TokenBudget.Estimated : TokenBudget.Of(model?.Tokens);

            // What is there was just compared with the directory: also what a backup or a kill has left without a name.
            var isThere = index.Generation is not null || (await contents.ListFilesAsync(null, 1, cancellationToken)).Count > 0;
            var before = isThere ? contents.NameGeneration() : null;
            await note(new SyncStep(before, plan.Changes, run.SourcesReadAt));
            await progress.StartAsync(plan.ToParse.Count, cancellationToken);
            var finished = new FinishedFiles(plan, time);
            foreach (var source in plan.ToParse)
            {
                var pages = await reading.ReadAsync(run, source, progress, cancellationToken);
                await progress.FileDoneAsync(pages, cancellationToken);
                finished.Add(source, cache.SizeOf(ParsedFileCache.Key(index, source)));
                if (finished.IsStepDue)
                    await StepAsync();
            }

            if (model is not null && finished.IsMuch)
                await StepAsync();
            await FinishAsync(run, contents, model, finished, progress, note, cancellationToken);

            async Task StepAsync()
            {
                var generation = await swaps.SwapAsync(run, contents, finished, vectors: null, cancellationToken);
                await SyncSwaps.NoteAsync(run, contents, generation, finished, note);
            }
        }

        return await EndAsync(run, contents);
    }

    /// <summary>
    /// Makes an earlier generation of an index live again. It is searched by words at once; what of it has no vector of the
    /// model is embedded then.
    /// </summary>
    /// <param name="note">Notes each step, before the next one is begun.</param>
    /// <exception cref="GenerationGoneException">It is kept no more.</exception>
    public async Task<SyncEnd.Synced> RestoreAsync(
        Scope scope, IndexRow index, AskedRestore asked, SyncProgressWriter progress, Func<SyncStep, Task> note,
        CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Sync)?.SetTag(Spans.IndexId, index.Id);
        var contents = contentsFolder.Open(index.Key);
        using var run = NewRun(scope, index);

        // What the directory changed since that generation is waited for again.
        run.SourcesReadAt = contents.FindGeneration(asked.Generation)?.CreatedAt ?? time.GetUtcNow();
        await progress.WritingAsync(cancellationToken);
        await swaps.RestoreAsync(run, contents, asked, cancellationToken);
        await note(new SyncStep(contents.NameGeneration(), 0, run.SourcesReadAt)
        {
            FilesReady = contents.CountReady(),
            RestoredAt = asked.At,
            Size = contents.Measure(),
        });
        var model = index.WantsVectors ? await models.ReadyAsync(cancellationToken) : null;
        if (model is not null && contents.LacksVectors(model.Id))
        {
            run.Model = model.Id;
            var none = new FinishedFiles(new SyncPlan([], [], []), time);
            await FinishAsync(run, contents, model, none, progress, note, cancellationToken);
        }

        return (await EndAsync(run, contents)) with { RestoredAt = asked.At };
    }

    private SyncRun NewRun(Scope scope, IndexRow index) =>
        new(scope, index, new BlobHold(blobs), shares, room, new OcrPromises(ocr, scope.ProjectId));

    /// <summary>Embeds what has no vector of the model, and swaps in what is finished.</summary>
    private async Task FinishAsync(
        SyncRun run, IIndexContents contents, EmbeddingModel? model, FinishedFiles finished, SyncProgressWriter progress,
        Func<SyncStep, Task> note, CancellationToken cancellationToken)
    {
        using var pending = model is null ? null : contentsFolder.OpenPending(run.Index.Key, model.Id);
        if (pending is not null)
            await embedding.RunAsync(run, model!, contents, pending, finished, progress, note, cancellationToken);
        await progress.WritingAsync(cancellationToken);
        if (finished.Count > 0 || pending is not null)
            await swaps.SwapAsync(run, contents, finished, pending, cancellationToken);
        pending?.Clear();
    }

    private async Task<SyncEnd.Synced> EndAsync(SyncRun run, IIndexContents contents)
    {
        using var place = await shares.Planning.EnterAsync(run.Scope.ProjectId, isSmall: false, CancellationToken.None);
        var size = contents.Measure();
        return new SyncEnd.Synced(Summarize(contents.AllFiles()), contents.NameGeneration())
        {
            SourcesReadAt = run.SourcesReadAt,
            ContentsBytes = size.Contents,
            AttachmentBytes = size.Attachments,
        };
    }

    private async Task<SyncPlan> PlanAsync(SyncRun run, IIndexContents contents, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncPlan);
        while (true)
        {
            using (await shares.Planning.EnterAsync(run.Scope.ProjectId, isSmall: false, cancellationToken))
            {
                run.SourcesReadAt = time.GetUtcNow();
                run.Ocr.End();
                var plan = SyncPlan.Make(
                    directoryFiles.Sources(run.Scope, run.Index.SourceDirectoryId), contents.AllFiles(), run.Ocr.Promise);
                if (!plan.IsLarge || run.TryTakeMemory())
                {
                    foreach (var source in plan.ToParse)
                        run.Hold.TryAdd(source.ContentHash);
                    return plan;
                }
            }

            // Not kept while it waits for its turn: made again then.
            await run.TakeMemoryAsync(cancellationToken);
        }
    }

    private static IndexMetadata Summarize(IReadOnlyList<IndexedFile> files)
    {
        var failed = files.Where(f => f.Reason is not null).ToList();
        var counts = new IndexFileCounts(
            files.Count, files.Count - failed.Count, failed.Count, files.Sum(
                f => f.Pages), files.Sum(f => f.PagesWithoutText.Count));
        var allFailed = files.Count > 0 && failed.Count == files.Count;
        return new IndexMetadata(
            allFailed ? IndexStatus.Failed : IndexStatus.Ready,
            allFailed ? "None of the files could be read." : null,
            Files: counts,
            Failures: [.. failed.Take(MaxFailuresShown)
                .Select(f => new IndexFileFailure(f.DirectoryFileId, f.FileName, f.Reason!))]);
    }
}
