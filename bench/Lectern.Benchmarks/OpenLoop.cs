using System.Diagnostics;

namespace Lectern.Benchmarks;

/// <summary>Offers requests at a fixed rate, whether or not the ones before have been answered.</summary>
internal static class OpenLoop
{
    /// <returns>Latencies in milliseconds from the moment each request was due, sorted.</returns>
    public static async Task<double[]> RunAsync(int perSecond, TimeSpan duration, Func<Task> request)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var interval = TimeSpan.FromSeconds(1.0 / perSecond);
        var running = new Task<double>[count];
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var due = interval * i;
            while (watch.Elapsed < due)
                await Task.Delay(1);
            running[i] = TimeAsync(due);
        }

        var latencies = await Task.WhenAll(running);
        Array.Sort(latencies);
        return latencies;

        async Task<double> TimeAsync(TimeSpan due)
        {
            // The timer wakes late: what counts is when the request was sent, unless it was held up behind another.
            var sent = watch.Elapsed;
            await request();
            return (watch.Elapsed - (sent - due > TimeSpan.FromMilliseconds(2) ? due : sent)).TotalMilliseconds;
        }
    }

    public static double Percentile(double[] sorted, double share) =>
        sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(sorted.Length * share) - 1)];
}
