using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lectern.Contracts;
using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Storage.Sqlite;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing;

/// <summary>
/// Brings an index up to date with its directory: compare, parse, chunk and embed what changed, swap. Until the swap commits, the old
/// contents stand whole; a sync that is interrupted keeps the files it has finished.
/// </summary>
internal sealed class IndexingPipeline(
    SqliteDirectoryFiles directoryFiles, SqliteIndexContentsFolder contentsFolder, BlobStore blobs, DocumentParser parser, FileAttachments attachments,
    ParsedFileCache cache, EmbeddingModels models, DataFolder data, TimeProvider time)
{
    private const int MaxFailuresShown = 100;

    /// <summary>What a file that could not be read notes as its parser: a new version of the parsers tries it again.</summary>
    private const string NoParser = "none/" + FileFormats.Version;

    public async Task<IndexMetadata> SyncAsync(Scope scope, IndexRow index, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        var contents = contentsFolder.Open(index.Id);
        var before = await contents.ListFilesAsync(after: null, int.MaxValue, cancellationToken);
        var plan = SyncPlan.Make(directoryFiles.Sources(scope, index.SourceDirectoryId), before);
        var model = index.WantsVectors ? await models.ReadyAsync(cancellationToken) : null;
        var unembedded = model is null ? [] : contents.TextsWithoutVectors(model.Id);
        if (plan.HasChanges || unembedded.Count > 0)
        {
            var budget = model?.Tokens is { } tokens ? new TokenBudget(tokens.Count) : TokenBudget.Estimated;
            await progress.StartAsync(plan.ToParse.Count, cancellationToken);
            foreach (var source in plan.ToParse)
            {
                var parsed = await ParseOnceAsync(index, source, budget, progress, cancellationToken);
                await progress.FileDoneAsync(parsed.Pages, cancellationToken);
            }

            using var pending = model is null ? null : new PendingVectors(Path.Combine(data.Parsed, index.Id + ".vectors"), model.Id);
            if (pending is not null)
                await EmbedAsync(model!, contents, pending, index, plan, unembedded, progress, cancellationToken);
            await progress.WritingAsync(cancellationToken);
            await contents.ReplaceAsync(ChangesAsync(index, plan, cancellationToken), pending, cancellationToken);
            pending?.Clear();
            foreach (var source in plan.ToParse)
                cache.Remove(Key(index, source));
        }

        return Summarize(await contents.ListFilesAsync(after: null, int.MaxValue, CancellationToken.None));
    }

    /// <summary>Parses a file unless an interrupted sync already has.</summary>
    private async Task<ParsedFile> ParseOnceAsync(
        IndexRow index, SourceFile source, TokenBudget budget, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        if (await cache.FindAsync(Key(index, source), cancellationToken) is { } finished)
            return finished;
        var parsed = await ParseAsync(index, source, budget, progress, cancellationToken);
        await cache.AddAsync(Key(index, source), parsed, cancellationToken);
        return parsed;
    }

    private async Task<ParsedFile> ParseAsync(
        IndexRow index, SourceFile source, TokenBudget budget, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var content = blobs.Open(source.ContentHash);
        var outcome = await parser.ParseAsync(
            content,
            source.DisplayName,
            pages => progress.PagesAsync(pages, cancellationToken),
            cancellationToken);
        return outcome switch
        {
            ParseOutcome.Read read => Chunked(read, budget, Elapsed()) with
            {
                Attachments = await attachments.MakeAsync(index.ReadStoreAttachments(), source, read.Document, cancellationToken),
            },
            ParseOutcome.Failed failed => new ParsedFile(failed.Reason, NoParser, 0, [], "", 0, [], Elapsed()),
            _ => throw new UnreachableException(),
        };

        double Elapsed() => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1);
    }

    private static ParsedFile Chunked(ParseOutcome.Read read, TokenBudget budget, double milliseconds)
    {
        var text = read.Document.Text;
        var map = new CodePointMap(text);
        var chunks = Chunker.Split(read.Document, budget).Select(c =>
        {
            var content = text.Substring(c.Start, c.Length);
            return new IndexedChunk(
                c.Index, map.ToCodePoint(c.Start), map.ToCodePoint(c.Start + c.Length), c.PageStart, c.PageEnd, c.Tokens,
                c.HeadingPath, content);
        }).ToList();
        return new ParsedFile(
            null, read.Parser, read.Document.Pages.Count, read.Document.PagesWithoutText, text, map.Length, chunks, milliseconds)
        {
            Boxes = read.Document.Boxes,
        };
    }

    private async Task EmbedAsync(
        EmbeddingModel model, SqliteIndexContents contents, PendingVectors pending, IndexRow index, SyncPlan plan,
        IReadOnlyList<string> unembedded, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        await progress.EmbeddingAsync(cancellationToken);
        await ChunkEmbedding.RunAsync(model, contents, pending, Texts(), () => progress.TickAsync(cancellationToken), cancellationToken);

        async IAsyncEnumerable<string> Texts()
        {
            foreach (var text in unembedded)
                yield return text;
            foreach (var source in plan.ToParse)
            {
                foreach (var chunk in (await ParsedAsync(index, source, cancellationToken)).Chunks)
                    yield return EmbeddedText.Of(chunk.HeadingPath, chunk.Content);
            }
        }
    }

    private async Task<ParsedFile> ParsedAsync(IndexRow index, SourceFile source, CancellationToken cancellationToken) =>
        await cache.FindAsync(Key(index, source), cancellationToken)
        ?? throw new InvalidOperationException($"The parsed text of {source.DisplayName} is gone.");

    private async IAsyncEnumerable<FileChange> ChangesAsync(
        IndexRow index, SyncPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in plan.ToRemove)
            yield return new FileChange.Removed(id);
        foreach (var source in plan.ToDescribe)
            yield return new FileChange.Described(source.Id, source.FileId, source.DisplayName, source.Metadata);
        foreach (var source in plan.ToParse)
        {
            var parsed = await ParsedAsync(index, source, cancellationToken);
            var file = new IndexedFile(
                source.Id, source.FileId, source.DisplayName, source.ContentHash, source.Metadata, parsed.Reason, parsed.Parser,
                parsed.Pages, parsed.PagesWithoutText, parsed.Characters, parsed.Chunks.Count, parsed.DurationMs);
            yield return new FileChange.Replaced(file, parsed.Text, parsed.Chunks)
            {
                Attachments = parsed.Attachments,
                Boxes = parsed.Boxes,
            };
        }
    }

    /// <summary>
    /// The kind of a file depends on its name too, and what is made of it on the attachments that the index stores, so both are part
    /// of the key.
    /// </summary>
    private static string Key(IndexRow index, SourceFile source)
    {
        var ending = string.Concat(Path.GetExtension(source.DisplayName).Where(char.IsAsciiLetterOrDigit).Take(16));
        var attachments = string.Concat(index.ReadStoreAttachments().Order(StringComparer.Ordinal).Select(a => "+" + a));
        return $"{source.ContentHash}.{FileFormats.Version}{ending}{attachments}";
    }

    private static IndexMetadata Summarize(IReadOnlyList<IndexedFile> files)
    {
        var failed = files.Where(f => f.Reason is not null).ToList();
        var counts = new IndexFileCounts(
            files.Count, files.Count - failed.Count, failed.Count, files.Sum(f => f.Pages), files.Sum(f => f.PagesWithoutText.Count));
        var allFailed = files.Count > 0 && failed.Count == files.Count;
        return new IndexMetadata(
            allFailed ? IndexStatus.Failed : IndexStatus.Ready,
            allFailed ? "None of the files could be read." : null,
            Files: counts,
            Failures: [.. failed.Take(MaxFailuresShown).Select(f => new IndexFileFailure(f.DirectoryFileId, f.FileName, f.Reason!))]);
    }
}
