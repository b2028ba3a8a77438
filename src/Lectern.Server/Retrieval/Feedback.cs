using System.Numerics.Tensors;
using Lectern.Server.Indexing.Embedding;

namespace Lectern.Server.Retrieval;

/// <summary>
/// The default rerank, by vectors alone: the query moves towards what was found first (Rocchio, "Relevance feedback in
/// information retrieval", 1971), then a chunk whose nearest among the best of other files stand high gains, and one whose
/// stand low loses (score regularization; Diaz, "Regularizing query-based retrieval scores", 2007).
/// </summary>
internal static class Feedback
{
    /// <summary>Rocchio's β: the share of the best one beside the query.</summary>
    private const float Moves = 0.3f;

    /// <summary>Among how many of the best a chunk's neighbours are.</summary>
    private const int Best = 50;

    private const int Neighbours = 3;

    /// <summary>The neighbours' part of the score.</summary>
    private const double Agreement = 0.3;

    /// <param name="reading">How well the model reads the chunks, 0 to 1: neighbours vote as far as that.</param>
    public static void Rerank(
        Candidates candidates, float[] query, double vectorWeight, double wordWeight, double reading)
    {
        var moved = Moved(candidates.All, query);
        foreach (var candidate in candidates.All)
        {
            candidate.RerankScore =
                ((vectorWeight * candidate.CosineTo(moved)) + (wordWeight * candidate.Words)) / (vectorWeight + wordWeight);
        }

        Unembedded.Place(candidates.All, c => c.RerankScore!.Value, (c, score) => c.RerankScore = score);
        candidates.Sort();
        var best = candidates.All.Where(c => c.Vector.Length > 0).Take(Best).ToList();
        var smoothed = new List<(Candidate Candidate, double Score)>();
        foreach (var candidate in candidates.All.Where(c => c.Vector.Length > 0))
            smoothed.Add((candidate, Smoothed(candidate, best, Agreement * reading)));
        foreach (var (candidate, score) in smoothed)
            candidate.RerankScore = score;
        Unembedded.Place(candidates.All, c => c.RerankScore!.Value, (c, score) => c.RerankScore = score);
        candidates.Sort();
    }

    private static float[] Moved(List<Candidate> candidates, float[] query)
    {
        var moved = query.ToArray();
        if (candidates.Find(c => c.Vector.Length > 0) is { } best)
            TensorPrimitives.MultiplyAdd(best.Vector, Moves, moved, moved);
        EmbeddingModel.Normalize(moved);
        return moved;
    }

    private static double Smoothed(Candidate candidate, List<Candidate> best, double agreement)
    {
        var nearest = new PriorityQueue<double, float>(Neighbours + 1);
        foreach (var other in best)
        {
            if (other.File == candidate.File)
                continue;
            nearest.Enqueue(other.Rank, TensorPrimitives.Dot<float>(candidate.Vector, other.Vector));
            if (nearest.Count > Neighbours)
                nearest.Dequeue();
        }

        double sum = 0, weight = 0;
        while (nearest.TryDequeue(out var score, out var similarity))
        {
            sum += Math.Max(0, similarity) * score;
            weight += Math.Max(0, similarity);
        }

        return weight > 0 ? ((1 - agreement) * candidate.Rank) + (agreement * sum / weight) : candidate.Rank;
    }
}
