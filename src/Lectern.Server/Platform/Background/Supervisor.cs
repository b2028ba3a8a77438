using Lectern.Server.Text;

namespace Lectern.Server.Platform.Background;

/// <summary>
/// Runs what goes on beside the requests. Whatever goes wrong in it is logged and shown among the server's problems; what fails
/// is tried again after a second, then after twice as long each time, up to a minute. Thread-safe.
/// </summary>
internal sealed partial class Supervisor(ServerProblems problems, TimeProvider time, ILogger<Supervisor> logger)
{
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> unforeseen = new(StringComparer.Ordinal);

    /// <summary>Runs passes until the server stops.</summary>
    /// <param name="name">A fixed word.</param>
    /// <param name="work">What it does, as the beginning of a sentence that ends in "fails".</param>
    /// <param name="next">Completes when the next pass is due.</param>
    public async Task RunAsync(
        string name, string work, Func<CancellationToken, Task> pass, Func<CancellationToken, Task> next,
        CancellationToken stopping)
    {
        Exception? last = null;
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (failures > 0)
                    await Task.Delay(DelayAfter(failures), time, stopping);
                await pass(stopping);
                if (last is not null)
                    GoesOn(work);
                last = null;
                problems.Clear(name);
                await next(stopping);
                failures = 0;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The server stops.
            }
            catch (Exception e) when (stopping.IsCancellationRequested)
            {
                // What is torn down under its own feet (a query, a connection) fails in many ways.
                StoppedInside(e, work);
            }
            catch (Exception e)
            {
                failures++;
                Tell(name, work, e, last, DelayAfter(failures));
                last = e;
            }
        }
    }

    /// <summary>Starts work that nobody waits for.</summary>
    /// <param name="name">A fixed word.</param>
    /// <param name="work">What it is, as in "2 × a turn".</param>
    public void Start(string name, string work, Func<Task> run) => _ = Task.Run(async () =>
    {
        try
        {
            await run();
        }
        catch (Exception e)
        {
            EndedInside(e, work);
            lock (gate)
            {
                var times = unforeseen[name] = unforeseen.GetValueOrDefault(name) + 1;
                var sentence = $"Since the start {times} × {work} ended on an unforeseen fault; the server's log says more.";
                problems.Set(name, [sentence], degrades: false);
            }
        }
    });

    private static TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << Math.Min(failures - 1, 16)));

    private void Tell(string name, string work, Exception e, Exception? last, TimeSpan delay)
    {
        // The same again and again needs its stack only once.
        if (last?.GetType() == e.GetType() && last.Message == e.Message)
            FailsStill(work, e.Message, delay.TotalSeconds);
        else
            Fails(e, work, delay.TotalSeconds);
        var reason = OneLine.Of(e.Message).TrimEnd('.');
        problems.Set(name, [$"{work} fails: {reason}. It is tried again by itself; the server's log says more."], degrades: true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} fails and is tried again in {Seconds} s")]
    private partial void Fails(Exception exception, string work, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} still fails ({Reason}) and is tried again in {Seconds} s")]
    private partial void FailsStill(string work, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work} works again")]
    private partial void GoesOn(string work);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Work} was stopped in the middle of it")]
    private partial void StoppedInside(Exception exception, string work);

    [LoggerMessage(Level = LogLevel.Error, Message = "This ended on an unforeseen fault: {Work}")]
    private partial void EndedInside(Exception exception, string work);
}
