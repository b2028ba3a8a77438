namespace Lectern.Server.Agent.Answers;

/// <summary>What a rule has found.</summary>
internal enum RuleOutcome
{
    /// <summary>Not what it looked for.</summary>
    Nothing,

    Found,

    /// <summary>More has to come before it can be told.</summary>
    Unclear,
}
