namespace Lectern.Server.Indexing;

/// <summary>
/// When the vectors that a sync has made join its index: after 4 seconds, then after twice as long each time and a minute at
/// most. Each step writes the segments again whose passages got vectors, so between two is twenty times as long as one took. For
/// one sync.
/// </summary>
internal sealed class VectorSteps(TimeProvider time)
{
    private const int Share = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan next = TimeSpan.FromSeconds(4);
    private TimeSpan took;
    private long since = time.GetTimestamp();

    public bool IsDue => time.GetElapsedTime(since) >= (took * Share > next ? took * Share : next);

    /// <param name="step">Only its work: who waits for a place to do it waits before.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> step)
    {
        var began = time.GetTimestamp();
        var result = await step();
        took = time.GetElapsedTime(began);
        next = next * 2 < Longest ? next * 2 : Longest;
        since = time.GetTimestamp();
        return result;
    }
}
