using Lectern.Server.Platform.Background;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Platform.Background;

public sealed class SupervisorTests : IDisposable
{
    private readonly ServerProblems problems = new();
    private readonly ImpatientTime time = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
    private readonly Supervisor supervisor;

    public SupervisorTests() => supervisor = new Supervisor(problems, time, NullLogger<Supervisor>.Instance);

    public void Dispose() => stop.Dispose();

    [Fact]
    public async Task A_pass_that_fails_is_tried_again_each_time_later_up_to_a_minute()
    {
        var passes = 0;
        await RunAsync(_ => ++passes < 10 ? throw new InvalidOperationException($"No {passes}.") : stop.CancelAsync());
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task What_fails_is_a_problem_of_the_server_until_it_works_again()
    {
        var seen = new List<(string, string)>();
        var passes = 0;
        await RunAsync(
            _ =>
            {
                seen.Add((string.Join('|', problems.Degraded), string.Join('|', problems.Sentences)));
                return ++passes == 2 ? throw new FormatException("The folder is\nround.") : Task.CompletedTask;
            },
            _ =>
            {
                seen.Add((string.Join('|', problems.Degraded), ""));
                return passes == 3 ? stop.CancelAsync() : Task.CompletedTask;
            });
        const string Told = "Looping fails: The folder is round. It is tried again by itself; the server's log says more.";
        Assert.Equal([("", ""), ("", ""), ("", ""), ("loop", Told), ("", "")], seen);
    }

    [Fact]
    public async Task A_wait_that_fails_is_backed_off_as_well()
    {
        var waits = 0;
        await RunAsync(
            _ => Task.CompletedTask, _ => ++waits < 4 ? throw new IOException("No more watches.") : stop.CancelAsync());
        Assert.Equal([1, 2, 4], time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task At_a_stop_neither_a_cancellation_nor_what_it_tears_down_is_a_problem()
    {
        await RunAsync(async _ =>
        {
            await stop.CancelAsync();
            throw new ObjectDisposedException("connection");
        });
        Assert.Empty(problems.Sentences);
    }

    [Fact]
    public async Task A_cancellation_of_something_else_does_not_end_a_loop()
    {
        var passes = 0;
        await RunAsync(_ => ++passes == 1 ? throw new OperationCanceledException("A time-out.") : stop.CancelAsync());
        Assert.Equal(2, passes);
    }

    [Fact]
    public async Task Work_that_nobody_waits_for_tells_its_fault_all_the_same()
    {
        for (var i = 0; i < 2; i++)
            supervisor.Start("turns", "a turn", () => throw new InvalidCastException("never thought of"));
        while (!problems.Sentences.Any(s => s.StartsWith("Since the start 2 × a turn", StringComparison.Ordinal)))
            await Task.Delay(10, stop.Token);
        Assert.Empty(problems.Degraded);
    }

    private Task RunAsync(Func<CancellationToken, Task> pass, Func<CancellationToken, Task>? next = null) =>
        supervisor.RunAsync("loop", "Looping", pass, next ?? (_ => Task.CompletedTask), stop.Token);
}
