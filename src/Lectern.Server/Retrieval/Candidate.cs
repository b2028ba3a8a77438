using System.Numerics.Tensors;
using Lectern.Server.Retrieval.Vectors;

namespace Lectern.Server.Retrieval;

/// <summary>A chunk that an arm offered.</summary>
internal sealed class Candidate(IndexCatalog catalog, int ordinal) : IComparable<Candidate>
{
    public int Ordinal { get; } = ordinal;

    /// <summary>The number of its file.</summary>
    public int File { get; } = catalog.File(ordinal);

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

    private ulong Key { get; } = catalog.Key(ordinal);

    /// <summary>By their files and places: the order of those that nothing else orders.</summary>
    public int CompareTo(Candidate? other) =>
        other is null ? 1 : Key.CompareTo(other.Key) is not 0 and var order ? order : Ordinal.CompareTo(other.Ordinal);

    /// <summary>The similarity to a direction, of the chunk and of its surroundings, 0 to 1.</summary>
    public double CosineTo(float[] direction) => Vector.Length == 0
        ? 0
        : Math.Clamp(
            ((1 - Surroundings.Share) * TensorPrimitives.Dot<float>(direction, Vector))
            + (Surroundings.Share * TensorPrimitives.Dot<float>(direction, Around)), 0, 1);
}
