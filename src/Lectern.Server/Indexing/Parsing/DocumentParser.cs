using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>What became of a file: read, or a reason that a person understands.</summary>
internal abstract record ParseOutcome
{
    private ParseOutcome()
    {
    }

    public sealed record Read(ParsedDocument Document, string Parser) : ParseOutcome;

    public sealed record Failed(string Reason) : ParseOutcome;
}

/// <summary>
/// Parses files in a child process, one at a time. A file that breaks the child, or costs more than <see cref="ParseLimits"/> allow,
/// fails alone; the next one gets a new child. An idle child is ended. Thread-safe.
/// </summary>
internal sealed partial class DocumentParser(ParseLimits limits, TimeProvider time, ILogger<DocumentParser> logger) : IDisposable
{
    private const int MaxResultBytes = 512 * 1024 * 1024;
    private static readonly TimeSpan MemoryCheck = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim turn = new(1);
    private ParseWorkerProcess? worker;
    private ITimer? idle;

    /// <param name="pagesDone">Called from any thread with the pages read so far.</param>
    public async Task<ParseOutcome> ParseAsync(
        Stream content, string fileName, Action<int> pagesDone, CancellationToken cancellationToken)
    {
        if (content.Length > limits.MaxFileBytes)
            return new ParseOutcome.Failed($"The file is larger than the {limits.MaxFileBytes / 1024 / 1024} MiB that can be read.");
        await turn.WaitAsync(cancellationToken);
        try
        {
            idle?.Dispose();
            worker ??= ParseWorkerProcess.Start(limits, WorkerSaid);
            return await ParseWithAsync(worker, content, fileName, pagesDone, cancellationToken);
        }
        finally
        {
            if (worker?.ResidentBytes() is { } bytes && (bytes == 0 || bytes > limits.ReuseBelowBytes))
                EndWorker();
            idle = time.CreateTimer(_ => EndIdle(), null, limits.Idle, Timeout.InfiniteTimeSpan);
            turn.Release();
        }
    }

    public void Dispose()
    {
        idle?.Dispose();
        EndWorker();
        turn.Dispose();
    }

    private async Task<ParseOutcome> ParseWithAsync(
        ParseWorkerProcess current, Stream content, string fileName, Action<int> pagesDone, CancellationToken cancellationToken)
    {
        using var watch = new ParseWatch(current, limits, time, MemoryCheck, cancellationToken);
        try
        {
            await SendAsync(current, content, fileName, watch.Token);
            while (await WorkerFrames.ReadAsync(current.Output, MaxResultBytes, watch.Token) is { } frame)
            {
                watch.Alive();
                switch (frame.Kind)
                {
                    case WorkerFrames.Progress:
                        pagesDone(BinaryPrimitives.ReadInt32LittleEndian(frame.Payload));
                        break;
                    case WorkerFrames.Failure:
                        return new ParseOutcome.Failed(Encoding.UTF8.GetString(frame.Payload));
                    default:
                        var result = JsonSerializer.Deserialize(frame.Payload, WorkerJson.Default.WorkerResult)!;
                        return new ParseOutcome.Read(result.Document, result.Parser);
                }
            }

            EndWorker();
            return new ParseOutcome.Failed(watch.Reason ?? ParseReasons.Crash);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            EndWorker();
            return new ParseOutcome.Failed(watch.Reason ?? ParseReasons.Time);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or JsonException)
        {
            WorkerBroke(e, fileName);
            EndWorker();
            return new ParseOutcome.Failed(watch.Reason ?? ParseReasons.Crash);
        }
        catch (OperationCanceledException)
        {
            EndWorker();
            throw;
        }
    }

    private static async Task SendAsync(ParseWorkerProcess current, Stream content, string fileName, CancellationToken cancellationToken)
    {
        await WorkerFrames.WriteAsync(current.Input, WorkerFrames.Name, Encoding.UTF8.GetBytes(fileName), cancellationToken);
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
        if (!turn.Wait(0))
            return;
        EndWorker();
        turn.Release();
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
