using System.Runtime.CompilerServices;
using Lectern.Contracts;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Indexing;

/// <summary>
/// Brings an index up to date with its directory: compare, parse, chunk and embed what changed, swap. Until the swap commits, the
/// old contents stand whole; a sync that is interrupted keeps the files it has finished. Many run at once: each stage has places
/// that the projects share fairly.
/// </summary>
internal sealed partial class IndexingPipeline(
    IDirectoryFiles directoryFiles, IIndexContentsStore contentsFolder, BlobStore blobs, FileReading reading,
    ParsedFileCache cache, EmbeddingModels models, SyncShares shares, OcrBudget ocr, ProjectRoom room, SegmentMerging merging,
    TimeProvider time, ILogger<IndexingPipeline> logger)
{
    private const int MaxFailuresShown = 100;

    /// <summary>Of a file that waits for the swap: one that is larger is not held in memory beside too many others.</summary>
    private const long LargeBytes = 4 * 1024 * 1024;

    /// <summary>A swap of an index of so many files, and of <see cref="LargeBytes"/>, is small work.</summary>
    private const int SmallIndex = 1_000;

    public async Task<SyncEnd.Synced> SyncAsync(
        Scope scope, IndexRow index, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.Sync)?.SetTag(Spans.IndexId, index.Id);
        var contents = contentsFolder.Open(index.Key);
        using var run = new SyncRun(
            scope, index, new BlobHold(blobs), shares, room, new OcrPromises(ocr, scope.ProjectId));
        var plan = await PlanAsync(run, contents, cancellationToken);
        span?.SetTag(Spans.Files, plan.ToParse.Count);
        var model = index.WantsVectors ? await models.ReadyAsync(cancellationToken) : null;
        if (plan.HasChanges || (model is not null && contents.LacksVectors(model.Id)))
        {
            run.Budget = model is { Tokens: null } ? TokenBudget.Estimated : TokenBudget.Of(model?.Tokens);
            await progress.StartAsync(plan.ToParse.Count, cancellationToken);
            foreach (var source in plan.ToParse)
            {
                var pages = await reading.ReadAsync(run, source, progress, cancellationToken);
                await progress.FileDoneAsync(pages, cancellationToken);
            }

            using var pending = model is null ? null : contentsFolder.OpenPending(index.Key, model.Id);
            if (pending is not null)
                await EmbedAsync(run, model!, contents, pending, plan, progress, cancellationToken);
            await SwapAsync(run, contents, pending, plan, progress, cancellationToken);
            merging.Look(index.Key);
            pending?.Clear();
            foreach (var source in plan.ToParse)
                cache.Remove(ParsedFileCache.Key(index, source));
        }

        using var place = await shares.Planning.EnterAsync(scope.ProjectId, isSmall: false, CancellationToken.None);
        var files = await contents.ListFilesAsync(after: null, int.MaxValue, CancellationToken.None);
        var size = contents.Measure();
        return new SyncEnd.Synced(Summarize(files), contents.NameGeneration())
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
                var before = await contents.ListFilesAsync(after: null, int.MaxValue, cancellationToken);
                var plan = SyncPlan.Make(
                    directoryFiles.Sources(run.Scope, run.Index.SourceDirectoryId), before, run.Ocr.Promise);
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

    private async Task EmbedAsync(
        SyncRun run, EmbeddingModel model, IIndexContents contents, IPendingVectors pending, SyncPlan plan,
        SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncEmbedding);
        await progress.EmbeddingAsync(cancellationToken);
        await ChunkEmbedding.RunAsync(
            model, contents, pending, Texts(),
            isSmall => shares.Embedding.EnterAsync(run.Scope.ProjectId, isSmall, cancellationToken),
            () => progress.TickAsync(cancellationToken), cancellationToken);

        async IAsyncEnumerable<string> Texts()
        {
            foreach (var text in contents.TextsWithoutVectors(model.Id))
                yield return text;
            foreach (var source in plan.ToParse)
            {
                if (cache.SizeOf(ParsedFileCache.Key(run.Index, source)) > LargeBytes)
                    await run.TakeMemoryAsync(cancellationToken);
                foreach (var chunk in (await ParsedAsync(run, source, cancellationToken)).Chunks)
                    yield return EmbeddedText.Of(chunk.HeadingPath, chunk.Content);
            }
        }
    }

    private async Task SwapAsync(
        SyncRun run, IIndexContents contents, IPendingVectors? pending, SyncPlan plan, SyncProgressWriter progress,
        CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncWrite);
        await progress.WritingAsync(cancellationToken);
        using var place = await shares.Writing.EnterAsync(
            run.Scope.ProjectId, isSmall: plan.Total <= SmallIndex && run.ParsedBytes <= LargeBytes, cancellationToken);
        var swapped = await contents.ReplaceAsync(ChangesAsync(run, plan, cancellationToken), pending, cancellationToken);
        foreach (var fault in swapped.Faults)
            NotStored(fault.Exception, fault.FileName);
    }

    /// <summary>What was read of a file; that it failed, when that cannot be had.</summary>
    private async Task<ParsedFile> ParsedAsync(SyncRun run, SourceFile source, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.FindAsync(ParsedFileCache.Key(run.Index, source), run.Hold, cancellationToken)
                ?? throw new InvalidOperationException("it is gone");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && FileFault.IsOfOneFile(e))
        {
            NotStored(e, source.DisplayName);
            return ParsedFile.Failed(FileFault.Reason("What was read of the file cannot be had", e), FileFault.TriedAgain);
        }
    }

    private async IAsyncEnumerable<FileChange> ChangesAsync(
        SyncRun run, SyncPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in plan.ToRemove)
            yield return new FileChange.Removed(id);
        foreach (var source in plan.ToDescribe)
            yield return new FileChange.Described(source.Id, source.FileId, source.DisplayName, source.Metadata);
        foreach (var source in plan.ToParse)
        {
            var parsed = await ParsedAsync(run, source, cancellationToken);
            var file = new IndexedFile(
                source.Id, source.FileId, source.DisplayName, source.ContentHash, source.Metadata, parsed.Reason, parsed.Parser,
                parsed.Pages, parsed.PagesWithoutText, parsed.Characters, parsed.Chunks.Count, parsed.DurationMs)
            {
                Notes = parsed.Notes,
            };
            yield return new FileChange.Replaced(file, parsed.Text, parsed.Chunks)
            {
                Attachments = parsed.Attachments,
                Boxes = parsed.Boxes,
            };
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{FileName} could not be stored and failed alone")]
    private partial void NotStored(Exception exception, string fileName);
}
