using System.Diagnostics;

namespace Lectern.Tests.Hostile;

/// <summary>
/// Whether four times as much takes about four times as long; something that grows with the square takes sixteen times. The
/// least of several runs counts, of the processor's time where the system tells a thread's, so that a busy machine does not.
/// </summary>
internal static class Growth
{
    private const int Runs = 5;
    private const double Most = 9;

    /// <summary>Nanoseconds on the processor, first of three numbers; Linux.</summary>
    private const string Schedule = "/proc/thread-self/schedstat";

    /// <summary>Below this a clock tells nothing.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(4);

    /// <param name="noise">What takes less is taken for so much.</param>
    public static void IsLinear<TMade, TResult>(
        int n, Func<int, TMade> make, Func<TMade, TResult> work, TimeSpan? noise = null)
    {
        var (small, large) = (make(n), make(4 * n));
        work(small);
        var (less, more) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var run = 0; run < Runs; run++)
        {
            less = Least(less, small);
            more = Least(more, large);
            if (more < Most * Floor(less, noise ?? Noise))
                return;
        }

        Assert.Fail($"{4 * n} take {more.TotalMilliseconds:0.0} ms, {n} take {less.TotalMilliseconds:0.0} ms.");

        TimeSpan Least(TimeSpan before, TMade made)
        {
            var (began, beganOnProcessor) = (Stopwatch.GetTimestamp(), OnProcessor());
            work(made);
            var took = OnProcessor() - beganOnProcessor ?? Stopwatch.GetElapsedTime(began);
            return took < before ? took : before;
        }
    }

    /// <summary>What this thread has had of the processor; null where the system does not say.</summary>
    private static TimeSpan? OnProcessor() =>
        File.Exists(Schedule) && long.TryParse(File.ReadAllText(Schedule).Split(' ')[0], out var nanoseconds)
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    private static TimeSpan Floor(TimeSpan time, TimeSpan noise) => time > noise ? time : noise;
}
