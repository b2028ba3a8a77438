using Lectern.Contracts;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// What the stored text of the passage that a mark names says of a claim; the citations are without their position.
/// </summary>
internal abstract record CitationVerdict
{
    private CitationVerdict()
    {
    }

    /// <summary>The passage says it.</summary>
    public sealed record Proved(Citation Citation) : CitationVerdict;

    /// <summary>The passage says another figure of the same subject.</summary>
    public sealed record Contradicted(Citation Citation) : CitationVerdict;

    /// <summary>The passage says neither, or there is none.</summary>
    public sealed record Unproved : CitationVerdict
    {
        public static Unproved Instance { get; } = new();
    }
}
