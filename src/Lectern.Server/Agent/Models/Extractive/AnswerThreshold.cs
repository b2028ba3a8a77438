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

    /// <summary>Fewer passages come of an index that is too small to tell which words are rare.</summary>
    private const int Enough = 8;

    /// <summary>
    /// How much of a question, by what its words weigh in the whole index, the best passage must hold: a name that stands nowhere
    /// weighs most. Chosen on half of the articles of XQuAD, one number for all alphabets.
    /// </summary>
    private const double OfIndex = 0.16;
    private const double OfIndexIdeographic = 0.1;

    public static double ByWords(string question, IReadOnlyList<Language> languages)
    {
        var script = ScriptOf(question);
        return script switch
        {
            Script.Ideographic => Ideographic,
            Script.Unspaced => Unspaced,
            Script.Hangul => OtherLanguage,
            _ => IsOther(script, languages) ? OtherLanguage : English,
        };
    }

    /// <summary>What the index says of a question in another language than English that is compared by words alone.</summary>
    /// <returns>Null where it says nothing: the sentences decide.</returns>
    public static bool? ByIndex(Question question, IReadOnlyList<QuotedPassage> passages, IReadOnlyList<Language> languages)
    {
        var script = ScriptOf(question.Text);
        if (passages.Count < Enough || question.Context.Length > 0 || !IsOther(script, languages))
            return null;
        var least = script == Script.Ideographic ? OfIndexIdeographic : OfIndex;
        return passages.Max(p => p.Score) is > 0 and var best ? best >= least : null;
    }

    /// <summary>Whether a question is in another language than English, as far as its script or its passages tell.</summary>
    public static bool IsOther(string question, IReadOnlyList<Language> languages) => IsOther(ScriptOf(question), languages);

    private static bool IsOther(Script script, IReadOnlyList<Language> languages) =>
        script is Script.Ideographic or Script.Unspaced or Script.Hangul || languages.Any(l => l.Script == script);

    private static Script ScriptOf(string question) =>
        Words.Of(question).Take(100).CountBy(w => w.Script).OrderByDescending(s => s.Value).FirstOrDefault().Key;
}
