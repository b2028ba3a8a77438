using Lectern.Contracts;
using Lectern.Server.Agent;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>A turn that has no stop and no living owner: what becomes of it, whichever store holds it.</summary>
/// <param name="Epoch">How many owners it had.</param>
/// <param name="StartedAt">Unix time in milliseconds.</param>
/// <param name="Used">By its whole steps.</param>
/// <param name="Model">The one that its session remembers; null where it remembers none.</param>
/// <param name="Types">Of its events, in order; the first is its <c>user_input</c>.</param>
internal sealed record LeftTurn(
    long Epoch, long StartedAt, bool IsCancelled, AgentUsage Used, string? Model, IReadOnlyList<string> Types)
{
    /// <summary>A turn that brings its server down is not tried for ever.</summary>
    public const int MaxOwners = 3;

    private const string Restarted = "The server restarted while it answered; what it had said until then is kept.";

    private static readonly string TriedOften =
        $"The server ended {MaxOwners} times while it answered and does not try again; what it had said until then is kept.";

    /// <summary>Whether the next owner goes on with it: nothing was shown of its current step.</summary>
    public bool GoesOn => Epoch < MaxOwners && !IsCancelled && IsBetweenSteps;

    /// <summary>The turn has only begun, or every call of its latest step has its result.</summary>
    private bool IsBetweenSteps
    {
        get
        {
            var results = Types.Reverse().TakeWhile(t => t == EventTypes.ToolResult).Count();
            var calls = Types.Reverse().Skip(results).TakeWhile(t => t == EventTypes.ToolCall).Count();
            return Types.Count == 1 || (results > 0 && results == calls);
        }
    }

    /// <summary>How it is ended when it does not go on. Whoever cancelled it has got what they asked for.</summary>
    public (StopEvent Stop, JobMetadata Job) End(DateTimeOffset now)
    {
        // A step is counted in the row before its calls are logged.
        var isCounted = Types[^1] is EventTypes.ToolCall or EventTypes.ToolResult;
        var steps = Used.Steps + (isCounted ? 0 : 1);
        var error = IsCancelled ? null : Epoch >= MaxOwners ? TriedOften : Restarted;
        var outcome = new AgentOutcome(error, Used with { Steps = steps });
        var stop = TurnEnding.Stop(outcome, now - UnixTime.At(StartedAt), []) with { Cancelled = IsCancelled, Model = Model };
        return (stop, TurnEnding.Job(stop, configIds: null));
    }
}
