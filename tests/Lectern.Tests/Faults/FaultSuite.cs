using System.Globalization;

namespace Lectern.Tests.Faults;

/// <summary>
/// Seeded schedules of prompts, retries, disconnects, resumes, cancels, kills and model faults on real server processes;
/// afterwards each session's log is held against <see cref="TurnRules"/>. LECTERN_FAULT_SEEDS says how many schedules (200);
/// LECTERN_FAULT_SEED replays one.
/// </summary>
[Trait("suite", "faults")]
public sealed class FaultSuite
{
    private const int Lanes = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_schedule_of_faults_breaks_a_rule()
    {
        var seeds = Environment.GetEnvironmentVariable("LECTERN_FAULT_SEED") is { Length: > 0 } one
            ? [int.Parse(one, CultureInfo.InvariantCulture)]
            : Enumerable.Range(
                0, int.Parse(Environment.GetEnvironmentVariable("LECTERN_FAULT_SEEDS") ?? "200", CultureInfo.InvariantCulture));
        var began = TimeProvider.System.GetTimestamp();
        var queue = new Queue<int>(seeds);
        var counts = new FaultCounts(queue.Count);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => LaneAsync(queue, counts)));
        Console.WriteLine($"{counts}, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.True(counts.Broken.Count == 0, string.Join('\n', counts.Broken.Take(20)));
        if (counts.Schedules >= 200)
            Assert.True(counts.Kills >= 100, $"Only {counts.Kills} kills.");
    }

    /// <summary>Schedules one after the other on one server, which lives on between them as a real one does.</summary>
    private static async Task LaneAsync(Queue<int> queue, FaultCounts counts)
    {
        await using var server = await FaultServer.StartAsync(Cancellation);
        while (Next(queue) is { } seed)
            await new FaultSchedule(seed, server, counts, Cancellation).RunAsync();
        counts.Ended(server);
    }

    private static int? Next(Queue<int> queue)
    {
        lock (queue)
            return queue.TryDequeue(out var seed) ? seed : null;
    }
}

/// <summary>What the suite has done and found. Thread-safe.</summary>
internal sealed class FaultCounts(int schedules)
{
    private readonly Lock gate = new();
    private int operations;
    private int faults;
    private int turns;
    private int frames;
    private int terminations;

    public int Schedules => schedules;

    public int Kills { get; private set; }

    public List<string> Broken { get; } = [];

    public void Add(StepKind kind)
    {
        lock (gate)
        {
            if (FaultStep.IsFault(kind))
                faults++;
            else
                operations++;
        }
    }

    public void Checked(int seed, IReadOnlyList<string> broken, int readFrames, int loggedTurns)
    {
        lock (gate)
        {
            frames += readFrames;
            turns += loggedTurns;
            Broken.AddRange(broken.Select(b => $"LECTERN_FAULT_SEED={seed}: {b}"));
        }
    }

    public void Ended(FaultServer server)
    {
        lock (gate)
        {
            Kills += server.Kills;
            terminations += server.Terminations;
        }
    }

    public override string ToString() =>
        $"Faults: {schedules} schedules, {operations} operations, {faults} faults, {Kills} kills, {terminations} terminations, "
        + $"{turns} turns, {frames} frames compared, {Broken.Count} broken rules";
}
