namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A word that denies: not, no, without.</summary>
/// <param name="Denied">The tokens of the words that are denied.</param>
/// <param name="IsElliptic">Whether what is denied was said before: "but the tablets do not".</param>
internal sealed record Denial(int At, IReadOnlyList<int> Denied, bool IsElliptic)
{
    /// <summary>The tokens before it in its clause: of whom it is denied.</summary>
    public IReadOnlyList<int> Subject { get; init; } = [];

    /// <summary>The tokens of the sentence's other clauses.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];
}
