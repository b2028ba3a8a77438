namespace Lectern.Contracts;

/// <summary>Why a sentence is unproved.</summary>
public static class UnprovedReasons
{
    /// <summary>The model named no passage for it.</summary>
    public const string NoMark = "no_mark";

    /// <summary>It named one that does not say it.</summary>
    public const string MarkFailed = "mark_failed";

    /// <summary>It named one that says otherwise.</summary>
    public const string Contradicted = "contradicted";
}
