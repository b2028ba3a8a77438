using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.Tokenizers;
using Lectern.Server.Text;

namespace Lectern.Server.Retrieval;

/// <summary>
/// What the vectors' vote counts beside the words': as much as the model reads of the query. As far as the index knows the
/// query's terms, the passages that hold them tell it, for a query alone is short; else the query itself does, as where it asks
/// in another language than the text's.
/// </summary>
internal static class VectorVote
{
    /// <summary>What finds something when no word matches, and moves no order of words.</summary>
    private const double Least = 0.02;

    /// <summary>So many of the best passages by words are looked at.</summary>
    private const int Passages = 8;

    /// <param name="tokens">Null where only the model's server knows how it cuts a text: it has a whole vote.</param>
    /// <returns>Above 0, at most 1.</returns>
    public static double Of(
        IIndexSnapshot snapshot, Candidates candidates, string query, IReadOnlyList<QueryTerm> terms, ModelTokens? tokens)
    {
        if (tokens is null)
            return 1;
        var asked = tokens.LettersAPiece(query);
        var best = candidates.All.Where(c => c.Words > 0).OrderByDescending(c => c.Words).Take(Passages).ToList();
        if (best.Count == 0)
            return asked is { } alone ? Math.Max(Least, ModelReading.Of(alone)) : 1;
        var found = best.Average(c => snapshot.Catalog.LettersAPiece(
            c.Ordinal, ordinal => tokens.LettersAPiece(snapshot.Passage(ordinal, 0).Content) ?? asked ?? 0));
        var known = (double)snapshot.Catalog.Words.CountKnown(terms) / terms.Count;
        var sure = known * known;
        return Math.Max(Least, ModelReading.Of((sure * found) + ((1 - sure) * (asked ?? found))));
    }
}
