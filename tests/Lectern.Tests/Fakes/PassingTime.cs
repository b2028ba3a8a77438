namespace Lectern.Tests.Fakes;

/// <summary>So much time passes between any two looks at the clock.</summary>
internal sealed class PassingTime(TimeSpan passes) : TimeProvider
{
    private long looks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Increment(ref looks) * passes.Ticks;
}
