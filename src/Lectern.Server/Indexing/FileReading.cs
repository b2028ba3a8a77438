using Lectern.Server.Indexing.Chunking;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Indexing.Sharing;
using Lectern.Server.Library;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Text;

namespace Lectern.Server.Indexing;

/// <summary>
/// Reads one file of a sync in a place that the projects share, and keeps what came out of it for the swap. What an interrupted
/// sync has read is not read again.
/// </summary>
internal sealed partial class FileReading(
    IBlobs blobs, FileAttachments attachments, ParsedFileCache cache, OcrBudget ocr, DiskFloor floor, ServerMeter meter,
    TimeProvider time, ILogger<FileReading> logger)
{
    /// <summary>What a file that could not be read notes as its parser: a new version of the parsers tries it again.</summary>
    private const string NoParser = "none";

    /// <summary>In place of a parser: each sync tries the file again.</summary>
    private const string NoRoom = "none/no-room";

    private const string Gone = "The server has the file's content no more: it was deleted meanwhile. Upload it again.";

    /// <returns>How many pages it has.</returns>
    public async Task<int> ReadAsync(
        SyncRun run, SourceFile source, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        if (run.Small.Is(source))
        {
            using var small = await run.Shares.Parsers.EnterAsync(run.Scope.ProjectId, isSmall: true, cancellationToken);
            using var budget = new SmallBudget(small, time, cancellationToken);
            try
            {
                return await ReadAsync(run, source, run.Shares.Parsers.Of(small), progress, budget.Token);
            }
            catch (OperationCanceledException) when (budget.IsSpent && !cancellationToken.IsCancellationRequested)
            {
                run.Small.WasNot(source);
            }
        }

        using var place = await run.Shares.Parsers.EnterAsync(run.Scope.ProjectId, isSmall: false, cancellationToken);
        return await ReadAsync(run, source, run.Shares.Parsers.Of(place), progress, cancellationToken);
    }

    private async Task<int> ReadAsync(
        SyncRun run, SourceFile source, ParserChild parser, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        var format = FormatLabel.Of(source.DisplayName);
        using var span = Spans.Begin(Spans.SyncFile)?.SetTag(Spans.Format, format);
        var key = ParsedFileCache.Key(run.Index, source);
        if (await cache.FindAsync(key, run.Hold, cancellationToken) is not { } parsed)
        {
            parsed = await ParseInRoomAsync(run, source, parser, progress, cancellationToken);
            parsed = await KeepAsync(key, source, parsed, cancellationToken);
            meter.FileRead(format, parsed.Reason is not null, parsed.Pages);
        }

        span?.SetTag(Spans.Pages, parsed.Pages).SetTag(Spans.Outcome, parsed.Reason is null ? "read" : "failed");
        return parsed.Pages;
    }

    /// <summary>A file for which the project or the disk has no room fails alone, and is tried again by the next sync.</summary>
    private async Task<ParsedFile> ParseInRoomAsync(
        SyncRun run, SourceFile source, ParserChild parser, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        try
        {
            floor.Check();
            run.Reserve(1);
            var parsed = await ParseAsync(run, source, parser, progress, cancellationToken);
            run.Reserve(parsed.BytesInIndex);
            return parsed;
        }
        catch (NoRoomException e)
        {
            return ParsedFile.Failed(e.Message, NoRoom);
        }
    }

    /// <returns>What was kept: that the file failed, when what was read of it cannot be kept.</returns>
    private async Task<ParsedFile> KeepAsync(
        string key, SourceFile source, ParsedFile parsed, CancellationToken cancellationToken)
    {
        try
        {
            await cache.AddAsync(key, parsed, cancellationToken);
            return parsed;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && FileFault.IsOfOneFile(e))
        {
            NotRead(e, source.DisplayName, source.Id);
            var reason = FileFault.Reason("What was read of the file could not be kept", e);
            var failed = ParsedFile.Failed(reason, FileFault.TriedAgain);
            await cache.AddAsync(key, failed, cancellationToken);
            return failed;
        }
    }

    private async Task<ParsedFile> ParseAsync(
        SyncRun run, SourceFile source, ParserChild parser, SyncProgressWriter progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var taken = 0;
        try
        {
            await using var content = blobs.Open(source.ContentHash);
            var outcome = await parser.ParseAsync(
                content, source.DisplayName, pages => progress.PagesAsync(pages, cancellationToken), GrantOcr, cancellationToken);
            if (outcome is ParseOutcome.Failed failed)
                return ParsedFile.Failed(failed.Reason, $"{NoParser}{failed.Lacking}/{FileFormats.Version}", Elapsed());
            var read = (ParseOutcome.Read)outcome;
            var parsed = Chunked(read, run.Budget, Elapsed());
            return await WithAttachmentsAsync(parsed, read, run, source, parser, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            run.Ocr.GiveBack(taken);
            throw;
        }
        catch (FileNotFoundException) when (!blobs.Has(source.ContentHash))
        {
            return ParsedFile.Failed(Gone, $"{NoParser}/{FileFormats.Version}", Elapsed());
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && FileFault.IsOfOneFile(e))
        {
            NotRead(e, source.DisplayName, source.Id);
            return ParsedFile.Failed(FileFault.Reason("Reading the file failed", e), FileFault.TriedAgain, Elapsed());
        }

        int GrantOcr(int pages)
        {
            var granted = run.Ocr.Take(source.Id, pages);
            taken += granted;
            return granted;
        }

        double Elapsed() => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1);
    }

    /// <summary>With its pictures, and what it lacks.</summary>
    private async Task<ParsedFile> WithAttachmentsAsync(
        ParsedFile parsed, ParseOutcome.Read read, SyncRun run, SourceFile source, ParserChild parser,
        CancellationToken cancellationToken)
    {
        var (made, lack) = await attachments.MakeAsync(
            run.Index.ReadStoreAttachments(), source, read.Document, parser, run.Hold, cancellationToken);
        List<string> notes = [.. read.Document.Notes];
        if (OcrLater.Of(read.Parser) is { } waiting)
            notes.Add(ocr.Reason(waiting));
        if (lack is not null)
            notes.Add(lack);
        foreach (var note in notes)
            Lacks(source.DisplayName, note, source.Id);
        return parsed with { Attachments = made, Notes = notes };
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "{FileName}: {Lack}")]
    private partial void Lacks(string fileName, string lack, string fileId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading {FileName} failed on an unforeseen fault")]
    private partial void NotRead(Exception exception, string fileName, string fileId);
}
