using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>At least stays at least, and a bound is neither put in nor left out. Thread-safe.</summary>
internal static class BoundBinding
{
    public static bool Fits(Figure claimed, Figure stated) => claimed.Bound == stated.Bound
        || (claimed.Bound, stated.Bound) switch
        {
            (Bound.Over, Bound.MoreThan) or (Bound.MoreThan, Bound.Over) or (Bound.None, Bound.Over) => true,
            (Bound.Under, Bound.LessThan) or (Bound.LessThan, Bound.Under) => true,
            _ => false,
        };
}
