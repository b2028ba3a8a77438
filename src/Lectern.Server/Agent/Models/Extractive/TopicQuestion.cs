using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Whether a question asks what there is on something, "What does it say about night work?", and for no single fact: a passage on
/// it is an answer then. English and German. Thread-safe.
/// </summary>
internal static class TopicQuestion
{
    /// <summary>Words that ask for a fact.</summary>
    private static readonly HashSet<string> Facts = WordList.Set("""
        who whom whose when where why how which much many long is are was were does did do can may must will has have
        wer wen wem wessen wann wo woher wohin wie warum wieso weshalb welche welcher welches welchen wieviel ist sind war waren
        hat haben kann darf muss wird
        """);

    /// <summary>Words that ask for a topic, whatever stands beside them.</summary>
    private static readonly HashSet<string> Topics = WordList.Set("about explain summarise summarize describe uber erklare");

    public static bool Is(string question)
    {
        var words = Terms.Words(question).ToList();
        return words.Exists(w => !StopWords.Contains(w)) && (words.Exists(Topics.Contains)
            ? !words.Exists(w => w is "who" or "when" or "where" or "why" or "how" or "much" or "many")
            : AsksNothing(words));
    }

    /// <summary>Whether none of some words asks.</summary>
    public static bool AsksNothing(IReadOnlyCollection<string> words) =>
        words.Any(w => !StopWords.Contains(w)) && !words.Any(w => Facts.Contains(w) || w is "what" or "was");
}
