namespace Lectern.Server.Retrieval;

/// <summary>A query with its limits already checked.</summary>
/// <param name="TopK">1 to 500.</param>
/// <param name="Filter">Keeps chunks out before the best are chosen; null keeps all.</param>
internal sealed record RetrievalQuery(string Text, int TopK, double? ScoreThreshold = null, PassageFilter? Filter = null)
{
    /// <summary>
    /// Of the vectors' share of the score; 0 turns that arm off. Null: as much as the model reads of the text, 1 at most.
    /// </summary>
    public double? VectorWeight { get; init; }

    /// <summary>Of the words' share of the score; 0 turns that arm off.</summary>
    public double WordWeight { get; init; } = 1;

    /// <summary>How many of its best each arm offers.</summary>
    public int Candidates { get; init; } = 200;

    public bool Rerank { get; init; } = true;
}
