namespace Lectern.Contracts;

/// <summary>How a passage says otherwise.</summary>
public static class ContradictedReasons
{
    /// <summary>Another figure of the same subject.</summary>
    public const string OtherFigure = "other_figure";
}
