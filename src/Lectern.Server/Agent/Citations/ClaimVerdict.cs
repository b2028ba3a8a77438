namespace Lectern.Server.Agent.Citations;

/// <summary>What a passage says of a claim. Offsets are UTF-16 in the passage's text.</summary>
internal abstract record ClaimVerdict
{
    private ClaimVerdict()
    {
    }

    /// <summary>The passage says it, at [Start, End).</summary>
    public sealed record Proved(int Start, int End) : ClaimVerdict;

    /// <summary>The passage says another figure of the same subject, at [Start, End).</summary>
    public sealed record Contradicted(int Start, int End) : ClaimVerdict;

    /// <summary>The passage says neither.</summary>
    public sealed record Unproved : ClaimVerdict
    {
        public static Unproved Instance { get; } = new();
    }
}
