using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// How much of a question a sentence must hold to answer it, by words alone. In English the words that only ask are known best,
/// so more of what is left must be found; of pieces of words fewer recur. Chosen on XQuAD, both halves of its articles alike.
/// </summary>
internal static class AnswerThreshold
{
    public const double English = 0.27;
    private const double OtherLanguage = 0.18;
    private const double Unspaced = 0.2;
    private const double Ideographic = 0.1;

    /// <summary>Fewer passages can come of an index that is too small to tell which words are rare.</summary>
    private const int Enough = 8;

    /// <summary>
    /// How much of a question the best passage must hold, by what its words weigh in the whole index: a name that stands nowhere
    /// weighs most (<see cref="IndexEvidence"/>). Chosen on half of the articles of XQuAD, one number for all alphabets.
    /// </summary>
    private const double OfIndex = 0.18;

    /// <summary>
    /// In a small index the best sentence decides with half of that. Chosen on the same half, and on indexes of one to six of its
    /// paragraphs.
    /// </summary>
    private const double OfSmall = 0.25;
    private const double IndexShare = 0.5;

    /// <summary>A question of so many words may meet but one passage in any index. Chosen on the same.</summary>
    private const double FewWords = 2;

    /// <summary>
    /// Of pieces of words fewer recur: so much of that is enough; and so many of them are a word. Chosen on the same half, in
    /// Chinese: no other set is of this kind.
    /// </summary>
    private const double IdeographicShare = 0.55;
    private const double PiecesAWord = 2.5;

    /// <param name="isOther">From <see cref="IsOther"/>.</param>
    public static double ByWords(Script script, bool isOther) => script switch
    {
        Script.Ideographic => Ideographic,
        Script.Unspaced => Unspaced,
        _ => isOther ? OtherLanguage : English,
    };

    /// <summary>
    /// What the index and the sentences say of a question in another language than English that is compared by words alone.
    /// </summary>
    /// <param name="wanted">From <see cref="Question.Wanted"/>, in these languages.</param>
    /// <param name="sentence">The best one's score.</param>
    /// <returns>Null where the index says nothing: the sentences decide.</returns>
    public static bool? ByIndex(
        Question question, IReadOnlyCollection<string> wanted, Script script, IReadOnlyList<QuotedPassage> passages,
        IReadOnlyList<Language> languages, double sentence)
    {
        if (question.Context.Length > 0 || passages.MaxBy(p => p.Score) is not { Score: > 0 } best)
            return null;
        var evidence = IndexEvidence.Of(question, wanted, best, languages);
        var share = script == Script.Ideographic ? IdeographicShare : 1;
        return IsSmall(passages.Count, script.IsCutInPieces() ? wanted.Count / PiecesAWord : wanted.Count)
            ? sentence + (IndexShare * evidence) >= share * OfSmall : evidence >= share * OfIndex;
    }

    /// <summary>Whether so few passages for so many words come of an index that has no more.</summary>
    private static bool IsSmall(int passages, double words) => passages < Enough && words > FewWords + (passages / 2.0);

    /// <summary>Whether a question is in another language than English, as far as its script or its passages tell.</summary>
    public static bool IsOther(Script script, IReadOnlyList<Language> languages) =>
        script is Script.Ideographic or Script.Unspaced or Script.Hangul || languages.Any(l => l.Script == script);

    /// <summary>The script of most of a question's words.</summary>
    public static Script ScriptOf(string question) =>
        Words.Of(question).Take(100).CountBy(w => w.Script).OrderByDescending(s => s.Value).FirstOrDefault().Key;
}
