namespace Lectern.Contracts;

/// <summary>How far an evaluation is.</summary>
public static class EvaluationStatus
{
    /// <summary>It asks.</summary>
    public const string Running = "running";

    /// <summary>Everything was asked; single questions may have failed.</summary>
    public const string Done = "done";

    /// <summary>Somebody ended it; what was asked until then is kept.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It could not go on; what was asked until then is kept.</summary>
    public const string Failed = "failed";
}
