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

    public static double ByWords(string question, IReadOnlyList<Language> languages)
    {
        var script = Words.Of(question).Take(100).CountBy(w => w.Script).OrderByDescending(s => s.Value).FirstOrDefault().Key;
        return script switch
        {
            Script.Ideographic => Ideographic,
            Script.Unspaced => Unspaced,
            Script.Hangul => OtherLanguage,
            _ => languages.Any(l => l.Script == script) ? OtherLanguage : English,
        };
    }
}
