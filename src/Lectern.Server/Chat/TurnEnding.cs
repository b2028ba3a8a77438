using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Chat;

/// <summary>
/// Ends turns: what a stop says, whoever ends the turn, and that one is written, whatever happens. Thread-safe.
/// </summary>
internal sealed partial class TurnEnding(
    ITurnLog log, DiskReserve reserve, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<TurnEnding> logger)
{
    /// <summary>What its readers are told of a fault that nobody foresaw.</summary>
    public const string Failure = "The server failed while it answered; its log says more.";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <param name="took">Since its prompt was accepted.</param>
    /// <param name="skippedIndexIds">As the client named them.</param>
    public static StopEvent Stop(AgentOutcome outcome, TimeSpan took, IReadOnlyList<string> skippedIndexIds)
    {
        var used = outcome.Used;
        var milliseconds = Math.Max(0, Math.Round(took.TotalMilliseconds, 1));
        return new StopEvent(
            new Usage(used.InputTokens, used.OutputTokens, used.Steps, milliseconds), outcome.Error is not null, outcome.Error,
            skippedIndexIds, Cancelled: false, used.DroppedCitations, used.Unproved, used.Contradicted);
    }

    /// <summary>What a turn's session notes of it.</summary>
    /// <param name="configIds">Of the indexes that were searched; null where that is not known.</param>
    public static JobMetadata Job(StopEvent stop, IReadOnlyList<string>? configIds)
    {
        var (input, output, steps, milliseconds) = stop.Usage;
        return new JobMetadata(input, output, steps, milliseconds, stop.IsError, stop.Error, configIds);
    }

    /// <summary>Writes a turn's stop and tells its readers; tries until it is kept, or the server has stopped.</summary>
    /// <exception cref="TurnLostException">Its session was deleted, or another owner has it.</exception>
    public async Task WriteAsync(LiveTurn turn, StopEvent stop, JobMetadata job)
    {
        using var span = Spans.Begin(Spans.LogWrite)?.SetTag(Spans.EventType, stop.Type);
        while (true)
        {
            try
            {
                foreach (var appended in await log.FinishAsync(turn.Lease, stop, job, time.GetUtcNow(), CancellationToken.None))
                    turn.Publish(appended);
                return;
            }
            catch (StoreException e) when (DiskFull.Is(e) && reserve.IsKept)
            {
                reserve.Release();
            }
            catch (Exception e) when (e is not TurnLostException && !lifetime.ApplicationStopped.IsCancellationRequested)
            {
                // The readers wait until the stop can be kept; after a restart, recovery writes it.
                NotWritten(e, turn.Lease.SessionId);
                await Task.Delay(RetryDelay, time);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stop of {SessionId}'s turn cannot be written; trying again")]
    private partial void NotWritten(Exception exception, string sessionId);
}
