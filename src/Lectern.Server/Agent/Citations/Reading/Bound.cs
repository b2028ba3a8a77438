namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>What a text says of a figure beside its value.</summary>
internal enum Bound
{
    None,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,

    /// <summary>"Over" and "under", which also speak of time and place.</summary>
    Over,
    Under,
}
