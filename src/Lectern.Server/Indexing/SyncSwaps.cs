using System.Runtime.CompilerServices;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Indexing;

/// <summary>Swaps into an index what a sync has finished; what was read of it is kept until then.</summary>
internal sealed partial class SyncSwaps(
    ParsedFileCache cache, SyncShares shares, SegmentMerging merging, ILogger<SyncSwaps> logger)
{
    /// <summary>Of a file that waits for the swap: one that is larger is not held in memory beside too many others.</summary>
    public const long LargeBytes = 4 * 1024 * 1024;

    /// <summary>About what a chunk's vector takes up, in the contents and in the catalog.</summary>
    private const int VectorBytes = 2_500;

    /// <summary>A swap of so many files, and of <see cref="LargeBytes"/>, is small work.</summary>
    private const int SmallIndex = 1_000;

    /// <param name="vectors">Of every chunk that has none; null leaves the vectors as they are.</param>
    /// <returns>The name of the generation.</returns>
    public async Task<string> SwapAsync(
        SyncRun run, IIndexContents contents, FinishedFiles finished, IPendingVectors? vectors,
        CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncWrite);

        // Vectors of chunks that are there already make their segments again.
        var isSmall = finished.Count <= SmallIndex && finished.Bytes <= LargeBytes
            && (vectors is null || !(finished.HasSteps || contents.LacksVectors(vectors.Model)));
        using var place = await shares.Writing.EnterAsync(run.Scope.ProjectId, isSmall, cancellationToken);
        var swapped = await contents.ReplaceAsync(
            ChangesAsync(run, finished, cancellationToken), vectors, goesOn: finished.HasSteps || finished.Count == 0,
            cancellationToken);
        foreach (var fault in swapped.Faults)
            NotStored(fault.Exception, fault.FileName);
        merging.Look(run.Index.Key);

        // A copy that is still to be read finds there what was read of the first one.
        var needed = finished.Unread.Select(s => ParsedFileCache.Key(run.Index, s)).ToHashSet(StringComparer.Ordinal);
        foreach (var key in finished.Parsed.Select(s => ParsedFileCache.Key(run.Index, s)).Where(k => !needed.Contains(k)))
            cache.Remove(key);
        finished.Clear();
        return swapped.Generation;
    }

    /// <summary>Swaps in the vectors that are made so far.</summary>
    /// <returns>The name of the generation; null when nothing was changed.</returns>
    public async Task<string?> JoinVectorsAsync(
        SyncRun run, IIndexContents contents, IPendingVectors vectors, VectorSteps steps, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncWrite);
        using var place = await shares.Writing.EnterAsync(run.Scope.ProjectId, isSmall: false, cancellationToken);
        if (await steps.RunAsync(() => contents.JoinVectorsAsync(vectors, cancellationToken)) is not { } swapped)
            return null;
        foreach (var fault in swapped.Faults)
            NotStored(fault.Exception, fault.FileName);
        merging.Look(run.Index.Key);
        return swapped.Generation;
    }

    /// <summary>Makes an earlier generation live again, unless an attempt before did.</summary>
    /// <exception cref="GenerationGoneException">It is kept no more.</exception>
    public async Task RestoreAsync(
        SyncRun run, IIndexContents contents, AskedRestore asked, CancellationToken cancellationToken)
    {
        using var span = Spans.Begin(Spans.SyncWrite);
        using var place = await shares.Writing.EnterAsync(run.Scope.ProjectId, isSmall: false, cancellationToken);
        if (contents.FindFirstOfLive() is { } live && live.Restored == asked.Generation && live.CreatedAt >= asked.At)
            return;
        if (await contents.RestoreAsync(asked.Generation, cancellationToken) is null)
            throw new GenerationGoneException(asked.Generation);
        merging.Look(run.Index.Key);
    }

    /// <summary>
    /// Notes what was swapped in, and counts it as stored when nothing that was read waits for a later swap. The vectors that
    /// it lacks stay reserved.
    /// </summary>
    public static async Task NoteAsync(
        SyncRun run, IIndexContents contents, string generation, FinishedFiles finished, Func<SyncStep, Task> note)
    {
        await note(new SyncStep(generation, finished.Left, run.SourcesReadAt)
        {
            FilesReady = contents.CountReady(),
            Size = contents.Measure(),
        });
        if (finished.Parsed.Count > 0)
            return;
        run.Unreserve();

        // Those of another model give their room to these.
        if (run.Model is { } model && !contents.HasVectorsOfAnother(model))
            run.Expect((long)contents.CountWithoutVectors(model) * VectorBytes);
    }

    /// <summary>What was read of a file; that it failed, when that cannot be had.</summary>
    public async Task<ParsedFile> ParsedAsync(SyncRun run, SourceFile source, CancellationToken cancellationToken)
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
        SyncRun run, FinishedFiles finished, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in finished.Removed)
            yield return new FileChange.Removed(id);
        foreach (var source in finished.Described)
            yield return new FileChange.Described(source.Id, source.FileId, source.DisplayName, source.Metadata);
        foreach (var source in finished.Parsed)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{FileName} could not be stored and failed alone")]
    private partial void NotStored(Exception exception, string fileName);
}
