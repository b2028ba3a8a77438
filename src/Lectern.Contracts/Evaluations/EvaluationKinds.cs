namespace Lectern.Contracts;

/// <summary>What an evaluation does.</summary>
public static class EvaluationKinds
{
    /// <summary>Asks questions whose answers are known.</summary>
    public const string Answers = "answers";

    /// <summary>Asks the questions of sessions again.</summary>
    public const string Replay = "replay";
}
