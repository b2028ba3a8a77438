namespace Lectern.Tests.Faults;

internal enum StepKind
{
    /// <summary>A new prompt; half of them have an Idempotency-Key.</summary>
    Ask,

    /// <summary>The session's latest prompt again, as the SDK retries it; with its key, any that has one.</summary>
    Retry,

    /// <summary>A key again with another prompt.</summary>
    ReuseKey,

    /// <summary>A reader leaves.</summary>
    Leave,

    /// <summary>The latest turn from its first event.</summary>
    Follow,

    /// <summary>From an event that some reader has seen, or from the beginning.</summary>
    Resume,

    /// <summary>Positions that are none.</summary>
    BadPosition,

    Cancel,

    /// <summary>Until a turn ends, or for a while.</summary>
    Wait,

    /// <summary>A prompt whose connection is cut at once.</summary>
    CutRequest,

    /// <summary>A prompt whose model breaks, refuses or stalls.</summary>
    ModelFault,

    Kill,
    Terminate,
}

/// <param name="Session">0 or 1.</param>
/// <param name="Choice">Chooses among what there is when the step runs (a reader, a position, a key).</param>
internal sealed record FaultStep(StepKind Kind, int Session, TurnPlan Plan, double Choice, int PauseMilliseconds)
{
    private const int Operations = 20;

    public static bool IsFault(StepKind kind) => kind >= StepKind.CutRequest;

    /// <summary>The schedule of a seed: 20 operations, and 2 to 4 faults in between. Every second one has a kill.</summary>
    public static IReadOnlyList<FaultStep> Schedule(int seed)
    {
        var random = new Random(seed);
        var kinds = new List<StepKind> { StepKind.Ask };
        while (kinds.Count < Operations)
            kinds.Add(Pick(random, (StepKind.Ask, 6), (StepKind.Retry, 3), (StepKind.ReuseKey, 1), (StepKind.Leave, 2),
                (StepKind.Follow, 2), (StepKind.Resume, 3), (StepKind.BadPosition, 1), (StepKind.Cancel, 2), (StepKind.Wait, 6)));
        for (var faults = random.Next(2, 5); faults > 0; faults--)
        {
            var isKill = faults == 1 && seed % 2 == 0;
            var fault = Pick(
                random, (StepKind.CutRequest, 4), (StepKind.ModelFault, 6), (StepKind.Kill, 1), (StepKind.Terminate, 1));
            kinds.Insert(random.Next(1, kinds.Count + 1), isKill ? StepKind.Kill : fault);
        }

        return [.. kinds.Select((kind, number) => new FaultStep(
            kind, random.Next(2), MakePlan(random, $"s{seed}n{number}", kind), random.NextDouble(), random.Next(4) == 0
                ? random.Next(60) : random.Next(8)))];
    }

    private static TurnPlan MakePlan(Random random, string tag, StepKind kind)
    {
        var end = kind == StepKind.ModelFault
            ? Pick(random, (PlanEnd.Break, 3), (PlanEnd.HalfFrame, 2), (PlanEnd.Refuse, 2), (PlanEnd.Stall, 3))
            : PlanEnd.Whole;
        return new TurnPlan(
            tag, random.Next(
                3) == 0 ? random.Next(1, 5) : 0, CallsTool: random.Next(3) == 0, random.Next(1, 25), random.Next(12), end);
    }

    private static T Pick<T>(Random random, params (T Value, int Weight)[] among)
    {
        var at = random.Next(among.Sum(a => a.Weight));
        return among.First(a => (at -= a.Weight) < 0).Value;
    }
}
