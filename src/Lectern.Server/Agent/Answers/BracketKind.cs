namespace Lectern.Server.Agent.Answers;

/// <summary>What a number in brackets is.</summary>
internal enum BracketKind
{
    Mark,

    /// <summary>A mark where it can be proved, otherwise words.</summary>
    Maybe,

    Text,
    Unclear,
}
