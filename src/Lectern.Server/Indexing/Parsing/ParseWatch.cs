namespace Lectern.Server.Indexing.Parsing;

/// <summary>Watches a worker while it has a file: cancels its token, and says why, when a limit is passed.</summary>
internal sealed class ParseWatch : IDisposable
{
    private readonly ParseWorkerProcess worker;
    private readonly ParseLimits limits;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource cancellation;
    private readonly ITimer timer;
    private readonly long started;
    private long lastSign;

    public ParseWatch(
        ParseWorkerProcess worker, ParseLimits limits, TimeProvider time, TimeSpan interval, CancellationToken cancellationToken)
    {
        this.worker = worker;
        this.limits = limits;
        this.time = time;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        started = lastSign = time.GetTimestamp();
        timer = time.CreateTimer(_ => Check(), null, interval, interval);
    }

    public CancellationToken Token => cancellation.Token;

    /// <summary>Which limit was passed; null when none was.</summary>
    public string? Reason { get; private set; }

    /// <summary>The worker gave a sign of life.</summary>
    public void Alive() => Volatile.Write(ref lastSign, time.GetTimestamp());

    public void Dispose()
    {
        timer.Dispose();
        cancellation.Dispose();
    }

    private void Check()
    {
        if (worker.ResidentBytes() > limits.ResidentBytes)
            End(ParseReasons.Memory);
        else if (time.GetElapsedTime(Volatile.Read(ref lastSign)) > limits.Silence || time.GetElapsedTime(started) > limits.Total)
            End(ParseReasons.Time);
    }

    private void End(string reason)
    {
        Reason ??= reason;
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The file ended while the limit was being checked.
        }
    }
}
