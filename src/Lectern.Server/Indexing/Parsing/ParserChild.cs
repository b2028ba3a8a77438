using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Indexing.Parsing.Tools;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// The server's side of a child process that parses files, draws their pages and marks places on these, one at a time. A file
/// that breaks the child, or costs more than <see cref="ParseLimits"/> allow, fails alone; the next one gets a new child. An idle
/// child is ended. Thread-safe.
/// </summary>
internal sealed partial class ParserChild(
    ParserIsolation isolation, ParseLimits limits, TimeProvider time, ILogger<ParserChild> logger) : IDisposable
{
    private const int MaxResultBytes = 128 * 1024 * 1024;
    private static readonly TimeSpan MemoryCheck = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim oneTalk = new(1);
    private ParseWorkerProcess? worker;
    private ITimer? idle;

    /// <summary>The worker ends after what it is at: what it ran could have left something in its folder.</summary>
    private bool isSpent;

    /// <param name="pagesDone">Gets the pages read so far, one call at a time.</param>
    public Task<ParseOutcome> ParseAsync(
        Stream content, string fileName, Func<int, Task> pagesDone, CancellationToken cancellationToken) =>
        ParseAsync(content, fileName, pagesDone, pages => pages, cancellationToken);

    /// <param name="pagesDone">Gets the pages read so far, one call at a time.</param>
    /// <param name="grantOcr">Gets a number of pages; returns how many of them may be read with OCR.</param>
    public async Task<ParseOutcome> ParseAsync(
        Stream content, string fileName, Func<int, Task> pagesDone, Func<int, int> grantOcr, CancellationToken cancellationToken)
    {
        if (content.Length > limits.MaxFileBytes)
            return new ParseOutcome.Failed(
                $"The file is larger than the {limits.MaxFileBytes / 1024 / 1024} MiB that can be read.");
        ParseOutcome.Read? read = null;
        var lacking = "";
        ParseWorkerProcess? asking = null;
        var failure = await TalkAsync(
            async (current, cancelled) =>
            {
                asking = current;
                await WorkerFrames.WriteAsync(current.Input, WorkerFrames.Name, Encoding.UTF8.GetBytes(fileName), cancelled);
                await SendAsync(current, content, cancelled);
            },
            async (kind, payload) =>
            {
                if (kind == WorkerFrames.Ask)
                {
                    var granted = new byte[4];
                    BinaryPrimitives.WriteInt32LittleEndian(granted, grantOcr(BinaryPrimitives.ReadInt32LittleEndian(payload)));
                    await WorkerFrames.WriteAsync(asking!.Input, WorkerFrames.Granted, granted, cancellationToken);
                    return false;
                }

                if (kind == WorkerFrames.Lacking)
                {
                    lacking = Encoding.UTF8.GetString(payload);
                    return false;
                }

                if (kind == WorkerFrames.Progress)
                {
                    await pagesDone(BinaryPrimitives.ReadInt32LittleEndian(payload));
                    return false;
                }

                var result = JsonSerializer.Deserialize(payload, WorkerJson.Default.WorkerResult)!;
                read = new ParseOutcome.Read(result.Document, result.Parser);
                return true;
            },
            fileName, cancellationToken);
        return failure is null ? read! : new ParseOutcome.Failed(failure, lacking);
    }

    /// <summary>Draws a file's pages as JPEG at <see cref="PageImages.DotsPerInch"/>.</summary>
    /// <param name="pages">How many the parsed file has; those of an office file are LibreOffice's.</param>
    /// <param name="maxBytes">Of all pictures together; they become coarser before there are fewer.</param>
    /// <param name="pageDone">
    /// Gets each page's number and JPEG, in any order, one at a time. A page that comes again has another picture now, or none.
    /// </param>
    /// <returns>Null, or why not all pages were drawn.</returns>
    public async Task<string?> DrawAsync(
        Stream content, string fileName, int pages, long maxBytes, Func<int, ReadOnlyMemory<byte>, Task> pageDone,
        CancellationToken cancellationToken)
    {
        var isOffice = PageImages.IsOffice(fileName);
        if (isOffice && !(await isolation.StateAsync(cancellationToken)).IsWhole)
            return ParseReasons.OpenOffice;
        var wanted = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(wanted, pages);
        BinaryPrimitives.WriteInt64LittleEndian(wanted.AsSpan(4), maxBytes);
        return await TalkAsync(
            async (current, cancelled) =>
            {
                await WorkerFrames.WriteAsync(current.Input, WorkerFrames.Draw, wanted, cancelled);
                await WorkerFrames.WriteAsync(current.Input, WorkerFrames.Name, Encoding.UTF8.GetBytes(fileName), cancelled);
                await SendAsync(current, content, cancelled);
            },
            async (kind, payload) =>
            {
                if (kind == WorkerFrames.Image)
                    await pageDone(BinaryPrimitives.ReadInt32LittleEndian(payload), payload.AsMemory(4));
                return kind == WorkerFrames.Drawn;
            },
            fileName, cancellationToken);
    }

    /// <summary>Marks rectangles on a page's JPEG.</summary>
    /// <returns>The marked JPEG, or null when it cannot be.</returns>
    public async Task<byte[]?> MarkAsync(byte[] jpeg, IReadOnlyList<PageBox> boxes, CancellationToken cancellationToken)
    {
        byte[]? marked = null;
        await TalkAsync(
            (current, cancelled) => WorkerFrames.WriteAsync(
                current.Input, WorkerFrames.Mark, JsonSerializer.SerializeToUtf8Bytes(
                    new MarkRequest(jpeg, boxes), WorkerJson.Default.MarkRequest), cancelled),
            (_, payload) =>
            {
                marked = payload[4..];
                return Task.FromResult(true);
            },
            "a page's image", cancellationToken);
        return marked;
    }

    public void Dispose()
    {
        idle?.Dispose();
        EndWorker();
        oneTalk.Dispose();
    }

    /// <summary>Asks the worker for something, and hears it out under the limits.</summary>
    /// <param name="answer">Gets each frame but a failure; true ends the talk.</param>
    /// <returns>Null, or why it failed.</returns>
    private async Task<string?> TalkAsync(
        Func<ParseWorkerProcess, CancellationToken, Task> ask, Func<byte, byte[], Task<bool>> answer, string about,
        CancellationToken cancellationToken)
    {
        await oneTalk.WaitAsync(cancellationToken);
        try
        {
            idle?.Dispose();
            isSpent = false;
            worker ??= ParseWorkerProcess.Start(isolation, await isolation.StateAsync(cancellationToken), limits, WorkerSaid);
            return await TalkWithAsync(worker, ask, answer, about, cancellationToken);
        }
        finally
        {
            if (isSpent || (worker?.ResidentBytes() is { } bytes && (bytes == 0 || bytes > limits.ReuseBelowBytes)))
                EndWorker();
            worker?.Clear();
            idle = time.CreateTimer(_ => EndIdle(), null, limits.Idle, Timeout.InfiniteTimeSpan);
            oneTalk.Release();
        }
    }

    private async Task<string?> TalkWithAsync(
        ParseWorkerProcess current, Func<ParseWorkerProcess, CancellationToken, Task> ask, Func<byte, byte[], Task<bool>> answer,
        string about, CancellationToken cancellationToken)
    {
        using var watch = new ParseWatch(current, limits, time, MemoryCheck, cancellationToken);
        var isAnswered = false;
        try
        {
            await ask(current, watch.Token);
            while (await WorkerFrames.ReadAsync(current.Output, MaxResultBytes, watch.Token) is { } frame)
            {
                watch.Alive();
                if (frame.Kind == WorkerFrames.Spent)
                {
                    isSpent = true;
                    continue;
                }

                if (frame.Kind == WorkerFrames.Failure)
                    return Encoding.UTF8.GetString(frame.Payload);
                isAnswered = true;
                if (await answer(frame.Kind, frame.Payload))
                    return null;
                isAnswered = false;
            }

            EndWorker();
            return watch.Reason ?? ParseReasons.Crash;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            EndWorker();
            return watch.Reason ?? ParseReasons.Time;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException || (e is IOException && !isAnswered))
        {
            WorkerBroke(e, about);
            EndWorker();
            return watch.Reason ?? ParseReasons.Crash;
        }
        catch
        {
            EndWorker();
            throw;
        }
    }

    private static async Task SendAsync(ParseWorkerProcess current, Stream content, CancellationToken cancellationToken)
    {
        var header = new byte[5];
        header[0] = WorkerFrames.Content;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), (int)content.Length);
        await current.Input.WriteAsync(header, cancellationToken);
        await content.CopyToAsync(current.Input, cancellationToken);
        await current.Input.FlushAsync(cancellationToken);
    }

    private void EndIdle()
    {
        // A file that is being parsed holds the turn; its end starts a new timer.
        if (!oneTalk.Wait(0))
            return;
        EndWorker();
        oneTalk.Release();
    }

    private void EndWorker()
    {
        worker?.Dispose();
        worker = null;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Parser: {Line}")]
    private partial void WorkerSaid(string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The parser broke on {FileName}")]
    private partial void WorkerBroke(Exception exception, string fileName);
}
