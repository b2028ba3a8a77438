namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A word that says which way: rose, above, first, exclude.</summary>
/// <param name="At">Its token.</param>
/// <param name="Ways">The pairs of opposites it belongs to.</param>
internal sealed record Direction(int At, IReadOnlyList<Way> Ways)
{
    /// <summary>Whether it says by itself what happened or did not.</summary>
    public bool SaysChange => Ways.Any(w => w.IsStrong || w.Sign == 0);

    public bool Agrees(Direction other) => Ways.Any(w => other.Ways.Any(o => o.Axis == w.Axis && o.Sign == w.Sign));

    public bool Opposes(Direction other) => !Agrees(other)
        && Ways.Any(w => other.Ways.Any(o => o.Axis == w.Axis && o.Sign != w.Sign));
}
