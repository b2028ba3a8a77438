using System.Numerics.Tensors;

namespace Lectern.Server.Retrieval;

/// <summary>A chunk that an arm offered.</summary>
internal sealed class Candidate(int ordinal)
{
    public int Ordinal { get; } = ordinal;

    /// <summary>As stored, of length 1; empty without vectors.</summary>
    public float[] Vector { get; init; } = [];

    /// <summary>The mean direction of the chunk and what is around it; empty without vectors.</summary>
    public float[] Around { get; init; } = [];

    /// <summary>0 to 1.</summary>
    public double Cosine { get; set; }

    /// <summary>0 to 1.</summary>
    public double Words { get; init; }

    public double Score { get; set; }

    public double? RerankScore { get; set; }

    /// <summary>What orders the passages.</summary>
    public double Rank => RerankScore ?? Score;

    /// <summary>The similarity to a direction, of the chunk and of its surroundings, 0 to 1.</summary>
    public double CosineTo(float[] direction) => Vector.Length == 0
        ? 0
        : Math.Clamp(
            ((1 - Surroundings.Share) * TensorPrimitives.Dot<float>(direction, Vector))
            + (Surroundings.Share * TensorPrimitives.Dot<float>(direction, Around)), 0, 1);
}
