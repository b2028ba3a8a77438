namespace Lectern.Contracts;

/// <summary>What can be thought of an answer.</summary>
public static class Ratings
{
    /// <summary>It was right.</summary>
    public const string Up = "up";

    /// <summary>It was not.</summary>
    public const string Down = "down";

    /// <summary>What was said is taken back.</summary>
    public const string None = "none";
}
