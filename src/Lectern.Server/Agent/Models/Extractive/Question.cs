using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>A prompt, with what it leaves to the conversation before it. Thread-safe.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Context">
/// Words of earlier questions and answers that a follow-up question is about; empty for one that stands alone.
/// </param>
internal sealed partial record Question(string Text, string Context)
{
    /// <summary>Words of the context count this much beside the question's own.</summary>
    public const double ContextWeight = 0.5;

    /// <summary>So many earlier questions are looked at: a follow-up can follow a follow-up.</summary>
    private const int MaxEarlier = 4;

    private const int MaxNames = 4;

    /// <summary>With fewer words of content before it, a pronoun speaks of something that the question does not name.</summary>
    private const int ContentBeforePronoun = 2;

    private static readonly HashSet<string> Pronouns =
    [
        .. "it its itself they them their theirs he him his she her hers this these those former latter".Split(' '),
        .. "elle elles ils celui celle ceux celles ella ellos ellas".Split(' '),
    ];

    /// <summary>Stop words of German questions, which the search does not know.</summary>
    private static readonly HashSet<string> German = WordList.Set("""
        wer wen wem wessen was wann wo woher wohin wie warum wieso weshalb welche welcher welches welchen ist sind war waren
        hat haben hatte wird wurde wurden kann der die das den dem ein eine einen einer im am in von zu zum zur und oder mit fur
        """);

    /// <summary>Stop words of French and Spanish questions.</summary>
    private static readonly HashSet<string> Romance = WordList.Set("""
        qui que quoi quel quelle quels quelles quand ou comment pourquoi combien est sont etait le la les l un une des du de d au
        aux en dans a t quien quienes cual cuales cuando donde como por cuanto cuantos cuanta cuantas es son era fue el los las
        una unos del al con
        """);

    /// <summary>What agrees to hear more, or asks for it.</summary>
    private static readonly HashSet<string> Onward =
    [
        .. "yes yeah yep sure ok okay more continue go elaborate expand else ja gerne weiter mehr further".Split(' '),
        .. "oui continuez encore davantage plus si sigue continua mas".Split(' '),
    ];

    /// <summary>What may stand beside that.</summary>
    private static readonly HashSet<string> Courtesies = WordList.Set("""
        please bitte thanks thank danke on anything details detail dazu daruber noch was read know want would like i and me
        svp s il vous plait merci dites dis moi por favor gracias dime detalles sobre eso
        """);

    /// <summary>English, German, French, Spanish; whole words: "erstellt" and "segundos" count nothing.</summary>
    private static readonly HashSet<string>[] Ordinals =
    [
        WordList.Set("first erste erster erstes ersten erstem primero primera"),
        WordList.Set("second zweite zweiter zweites zweiten zweitem deuxieme segundo segunda"),
        WordList.Set("third dritte dritter drittes dritten drittem troisieme tercero tercera"),
        WordList.Set("fourth vierte vierter viertes vierten viertem quatrieme cuarto cuarta"),
    ];

    private static readonly HashSet<string> Joints = [.. "and also but or und et mais aussi y pero tambien".Split(' ')];

    private static readonly HashSet<string> AboutDocuments =
        [.. "document documents file files text page say says said mention explain describe more detail details else".Split(' ')];

    /// <summary>What earlier answers have quoted, when more is asked for; empty otherwise.</summary>
    public IReadOnlyList<string> Told { get; private init; } = [];

    /// <summary>What a question that asks for no fact is about; null for others.</summary>
    public string? Topic { get; } = AskedTopic.Of(Text);

    /// <summary>The name of what is asked for, where the question says nothing else; null for others.</summary>
    public string? Name { get; } = AskedTopic.Named(Text);

    /// <summary>What is looked for.</summary>
    public string Query => Context.Length == 0 ? Topic ?? Text : $"{Text} {Context}";

    /// <summary>The stems of what is looked for, each with its weight.</summary>
    /// <param name="languages">Of the passages, where they are not English.</param>
    public IReadOnlyDictionary<string, double> Wanted(IReadOnlyList<Language>? languages = null)
    {
        var own = WithoutGerman(Terms.ForQueryIn(Context.Length == 0 ? Topic ?? Text : Text, languages ?? []));
        var subject = own.Where(t => !AboutDocuments.Contains(t)).ToList();
        var wanted = (
            (subject.Count > 0 && Topic is null) || Context.Length > 0 ? subject : own)
            .ToDictionary(t => t, _ => 1.0, StringComparer.Ordinal);
        if (Context.Length > 0)
        {
            foreach (var term in Terms.ForQueryIn(Context, languages ?? []))
                wanted.TryAdd(term, ContextWeight);
        }

        return wanted;
    }

    /// <param name="asked">The conversation up to the prompt.</param>
    /// <param name="prompt">Where in it the prompt stands.</param>
    public static Question Of(IReadOnlyList<ChatMessage> asked, int prompt)
    {
        var earlier = Enumerable.Range(0, prompt)
            .Where(i => asked[i].Role == ChatRole.User && (i == 0 || asked[i - 1].Role != ChatRole.Tool)).TakeLast(
                MaxEarlier).Append(prompt).ToList();
        var question = new Question(asked[earlier[0]].Text, "");
        foreach (var (before, at) in earlier.Zip(earlier.Skip(1)))
        {
            var answer = string.Concat(
                asked.Skip(before + 1).Take(at - before - 1).Where(m => m.Role == ChatRole.Assistant).Select(m => m.Text));
            question = Following(question, answer, asked[at].Text);
        }

        return question;
    }

    private static Question Following(Question before, string answer, string text)
    {
        var words = Terms.Words(text).ToList();
        var quotes = Quotes().Matches(answer).Select(q => q.Groups[1].Value).ToList();
        if (words.Exists(Onward.Contains)
            && words.TrueForAll(w => Onward.Contains(w) || Courtesies.Contains(w) || StopWords.Contains(w)))
            return before with { Told = [.. before.Told, .. quotes] };
        var names = Names.Of(text, _ => false).Where(n => !German.Contains(n)).ToHashSet(StringComparer.Ordinal);
        var chosen = words.Count(IsContent) <= 3 ? Chosen(words, quotes) : null;
        var isShort = words.Count(IsContent) <= 1;
        var asksOfIt = HasOpenPronoun(words, names);
        if (chosen is null && !asksOfIt
            && !(isShort && (Begins(words) || (words.Count <= 2 && names.Count == 0 && words.Count > 0 && IsStop(words[0]))))
            && words.Any(IsContent))
        {
            return new Question(text, "");
        }

        // "And the X300?" asks the same of another name.
        var others = names.Count > 0 ? Names.Of(before.Query, _ => false).ToHashSet(StringComparer.Ordinal) : [];
        var context = Terms.Words(before.Query).Where(w => !IsStop(w) && !others.Contains(w));
        if ((chosen ?? (asksOfIt ? quotes.FirstOrDefault() : null)) is { } quote)
            context = context.Concat(Names.Of(quote, _ => false).Take(MaxNames));
        return new Question(text, string.Join(' ', context.Except(words).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>What "the second one" means: a quotation of the answer.</summary>
    private static string? Chosen(List<string> words, List<string> quotes)
    {
        var number = Array.FindIndex(Ordinals, o => words.Exists(o.Contains));
        number = number < 0 && words.Contains("last") ? quotes.Count - 1 : number;
        return number >= 0 && number < quotes.Count && quotes.Count > 1 ? quotes[number] : null;
    }

    private static bool Begins(List<string> words) =>
        words.Count > 0 && !(words[0] == "y" && words.Count > 1 && words[1] == "a")
        && (Joints.Contains(words[0]) || (words.Count > 1 && words[0] is "what" or "how" && words[1] == "about"));

    private static bool HasOpenPronoun(List<string> words, HashSet<string> names)
    {
        var at = words.FindIndex(Pronouns.Contains);
        if (at < 0 || words.Take(at).Count(IsContent) >= ContentBeforePronoun || words.Take(at).Any(names.Contains))
            return false;

        // "This pump", "these valves" name what they mean; only a verb can follow a pronoun that stands alone.
        return words[at] is not ("this" or "these" or "those") || at + 1 == words.Count || !IsContent(words[at + 1]);
    }

    private static bool IsStop(string word) => StopWords.Contains(word) || German.Contains(word) || Romance.Contains(word);

    private static IReadOnlyList<string> WithoutGerman(IReadOnlyList<string> terms) =>
        terms.Any(t => !German.Contains(t)) ? [.. terms.Where(t => !German.Contains(t))] : terms;

    private static bool IsContent(string word) =>
        !IsStop(word) && !AboutDocuments.Contains(word) && !Joints.Contains(word);

    [GeneratedRegex("""^> (.+) \[\d+\]\s*$""", RegexOptions.Multiline)]
    private static partial Regex Quotes();
}
