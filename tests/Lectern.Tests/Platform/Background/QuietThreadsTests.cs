using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lectern.Server.Platform.Background;

namespace Lectern.Tests.Platform.Background;

public sealed class QuietThreadsTests
{
    [Fact]
    public async Task Work_runs_on_threads_of_its_own_that_let_others_first()
    {
        var own = Niceness();
        var seen = new ConcurrentBag<(int Item, bool IsOfPool, int Niceness)>();
        await QuietThreads.ForAsync(
            100, i => seen.Add((i, Thread.CurrentThread.IsThreadPoolThread, Niceness())), CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 100), seen.Select(s => s.Item).Order());
        Assert.All(seen, s => Assert.False(s.IsOfPool));
        if (OperatingSystem.IsLinux())
            Assert.All(seen, s => Assert.Equal(Math.Min(19, own + 10), s.Niceness));
        Assert.Equal(own, Niceness());
    }

    [Fact]
    public async Task The_first_fault_ends_it_and_is_thrown_as_it_is()
    {
        var done = 0;
        await Assert.ThrowsAsync<FormatException>(() => QuietThreads.ForAsync(
            1_000_000,
            i =>
            {
                Interlocked.Increment(ref done);
                if (i == 10)
                    throw new FormatException();
            },
            CancellationToken.None));
        Assert.InRange(done, 11, 999_999);
    }

    [Fact]
    public async Task Threads_that_cannot_be_started_leave_the_work_to_those_that_were()
    {
        var (started, done) = (0, 0);
        await QuietThreads.RunAsync(3, () => Interlocked.Increment(ref done), thread =>
        {
            if (++started == 2)
                throw new InsufficientMemoryException();
            thread.Start();
        });
        Assert.Equal((2, 1), (started, done));
    }

    [Fact]
    public Task Work_that_no_thread_could_be_started_for_has_failed() => Assert.ThrowsAsync<InsufficientMemoryException>(
        () => QuietThreads.RunAsync(3, () => { }, _ => throw new InsufficientMemoryException()));

    [Fact]
    public async Task A_cancel_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        var done = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => QuietThreads.ForAsync(
            1_000_000,
            _ =>
            {
                Interlocked.Increment(ref done);
                cancellation.Cancel();
            },
            cancellation.Token));
        Assert.InRange(done, 1, 999_999);
    }

    [Fact]
    public async Task Nothing_is_nothing_to_do()
    {
        var done = 0;
        await QuietThreads.ForAsync(0, _ => Interlocked.Increment(ref done), CancellationToken.None);
        Assert.Equal(0, done);
    }

    [Fact]
    public void Indexing_gives_way_to_what_is_urgent_and_goes_on_nevertheless()
    {
        var urgent = new UrgentWork();
        var (one, other) = (urgent.Begin(), urgent.Begin());
        one.Dispose();
        one.Dispose();
        var watch = Stopwatch.StartNew();
        urgent.GiveWay();
        Assert.True(watch.ElapsedMilliseconds > 50, $"{watch.ElapsedMilliseconds} ms");
        other.Dispose();
        urgent.GiveWay();
    }

    /// <summary>Of this thread.</summary>
    private static int Niceness()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
