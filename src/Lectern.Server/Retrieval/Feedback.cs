using System.Numerics.Tensors;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Storage.Sqlite;

namespace Lectern.Server.Retrieval;

/// <summary>
/// The default rerank, by vectors alone: the query moves towards what was found first (Rocchio's feedback), and a chunk is also
/// judged by what stands around it in its file.
/// </summary>
internal static class Feedback
{
    /// <summary>How many of the best are taken as relevant.</summary>
    private const int Relevant = 2;

    /// <summary>Rocchio's β: their mean's share beside the query.</summary>
    private const float Share = 0.3f;

    /// <summary>Chunks on each side that count as around a chunk.</summary>
    private const int Around = 2;

    /// <summary>The surroundings' share of the cosine.</summary>
    private const double AroundShare = 0.5;

    public static void Rerank(SqliteIndexSnapshot snapshot, Candidates candidates, float[] query, double vectorWeight, double wordWeight)
    {
        var moved = Moved(candidates, query);
        var around = new float[query.Length];
        foreach (var candidate in candidates.All)
        {
            Surroundings(snapshot, candidate.Ordinal, around);
            var own = candidate.Vector.Length == 0 ? 0 : TensorPrimitives.Dot<float>(moved, candidate.Vector);
            var cosine = Math.Max(0, ((1 - AroundShare) * own) + (AroundShare * TensorPrimitives.Dot<float>(moved, around)));
            candidate.RerankScore = Math.Clamp(
                ((vectorWeight * cosine) + (wordWeight * candidate.Words)) / (vectorWeight + wordWeight), 0, 1);
        }

        candidates.Sort();
    }

    private static float[] Moved(Candidates candidates, float[] query)
    {
        var relevant = candidates.All.Where(c => c.Vector.Length > 0).Take(Relevant).ToList();
        var moved = query.ToArray();
        foreach (var candidate in relevant)
            TensorPrimitives.MultiplyAdd(candidate.Vector, Share / relevant.Count, moved, moved);
        EmbeddingModel.Normalize(moved);
        return moved;
    }

    /// <summary>The mean direction of a chunk and its neighbours in the file.</summary>
    private static void Surroundings(SqliteIndexSnapshot snapshot, int ordinal, Span<float> around)
    {
        around.Clear();
        var files = snapshot.Catalog.Files;
        var last = Math.Min(ordinal + Around, files.Length - 1);
        for (var i = Math.Max(0, ordinal - Around); i <= last; i++)
        {
            if (files[i] == files[ordinal])
                snapshot.Catalog.AddTo(i, around);
        }

        EmbeddingModel.Normalize(around);
    }
}
