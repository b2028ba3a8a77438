namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>That one thing is more (or less) than another: "the north bridge is longer than the south bridge".</summary>
/// <param name="At">The token of the comparative.</param>
/// <param name="Ways">Which way the first exceeds the second.</param>
/// <param name="First">The words of what is compared.</param>
/// <param name="Second">The words of what it is compared with.</param>
internal sealed record Comparison(int At, IReadOnlyList<Way> Ways, IReadOnlyList<int> First, IReadOnlyList<int> Second)
{
    /// <summary>The tokens that say it: "cheaper", "less expensive".</summary>
    public IReadOnlyList<int> Words { get; init; } = [At];

    public bool Agrees(Comparison other) => Ways.Any(w => other.Ways.Any(o => o.Axis == w.Axis && o.Sign == w.Sign));

    public bool Agrees(Direction direction) => Ways.Any(w => direction.Ways.Any(o => o.Axis == w.Axis && o.Sign == w.Sign));

    public bool Opposes(Comparison other) => Ways.Any(w => other.Ways.Any(o => o.Axis == w.Axis && o.Sign != w.Sign));
}
