namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>How much of what it speaks of a text means.</summary>
internal enum Quantity
{
    All,
    Only,
    Most,
    Many,
    Some,
    Few,

    /// <summary>Beside others: what "only" excludes.</summary>
    Also,
}
