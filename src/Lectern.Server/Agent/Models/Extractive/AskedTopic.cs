using System.Text.RegularExpressions;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What a question that asks for no fact is about: "Travel costs" of "Summarise the section Travel costs", "night work" of "What
/// does it say about night work?". English and German. Thread-safe.
/// </summary>
internal static partial class AskedTopic
{
    /// <summary>A longer prompt asks for more than a topic. Set by hand.</summary>
    private const int MaxCharacters = 300;

    /// <returns>Null where the question is not put so.</returns>
    public static string? Of(string question)
    {
        var text = question.Trim();
        if (text.Length > MaxCharacters)
            return null;
        foreach (var way in (Regex[])[About(), SaysOf(), Says(), Summary(), GermanAbout(), GermanSummary()])
        {
            if (way.Match(text) is { Success: true } match && match.Groups["topic"].Value.Trim(Quotes) is { Length: > 0 } topic)
                return topic;
        }

        return null;
    }

    /// <summary>
    /// The name of what is asked for, where a question says nothing else: a topic, a title or keywords, "What is the notice
    /// period?".
    /// </summary>
    /// <returns>Null for any other question.</returns>
    public static string? Named(string question)
    {
        var text = question.Trim();
        if (text.Length > MaxCharacters)
            return null;
        if (Of(text) is { } topic)
            return topic;
        var words = Terms.Words(text).ToList();
        if (Label().Match(text) is { Success: true } label)
        {
            var named = Terms.Words(label.Groups["topic"].Value).ToList();
            return named.Count > 1 && !named.Exists(StopWords.Contains) && !Called.Contains(named[^1])
                ? label.Groups["topic"].Value : null;
        }

        return words.Count <= MaxBareWords && TopicQuestion.AsksNothing(words) && !Requests.Contains(words[0]) ? text : null;
    }

    private static readonly HashSet<string> Called = WordList.Set("called named known used like mean doing made");

    /// <summary>"Name a common disease" is no title.</summary>
    private static readonly HashSet<string> Requests = WordList.Set("""
        name list give state identify compare count say quote translate write define nenne liste vergleiche gib
        """);

    /// <summary>More words are a sentence. Set by hand.</summary>
    private const int MaxBareWords = 10;

    private static readonly char[] Quotes = [.. " \"'“”„‘’«»*_`"];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>What a part of a document is called, before its title; "Section B" is all of one.</summary>
    private const string Part =
        @"(?:(?:the|this|that)\s+)?(?:(?:section|chapter|part|paragraph|heading)s?\s+"
        + @"(?:(?:on|about|called|titled|named|entitled)\s+|(?!\S{1,3}[\s.?!…]*$)))?";

    private const string GermanPart =
        @"(?:(?:der|die|das|den|dem|im|in|unter)\s+)*"
        + @"(?:(?:abschnitts?|kapitels?|teils?|absatz(?:es)?|überschrift)\s+"
        + @"(?:(?:über|zu|zum|zur)\s+|(?!\S{1,3}[\s.?!…]*$)))?";

    /// <summary>Documents as such: who else says something is part of the question.</summary>
    private const string Documents =
        @"(?:it|this|they|you|(?:(?:the|this|these|that|those|my|our|your)\s+)?"
        + @"(?:documents?|files?|texts?|pages?|sections?|chapters?|library|index))";

    private const string Asking = @"^(?:please\s+|(?:can|could)\s+you\s+(?:please\s+)?)?";

    private const string End = @"[\s.?!…]*$";

    [GeneratedRegex(
        Asking + @"(?:tell\s+(?:me|us)\s+(?:(?:more|something|all|everything)\s+)?about"
        + @"|(?:explain|describe)(?:\s+to\s+(?:me|us))?"
        + @"|what\s+is\s+(?:said|written|stated)\s+about)\s+" + Part + "(?<topic>.+?)" + End,
        Options)]
    private static partial Regex About();

    [GeneratedRegex(
        @"^what\s+(?:do|does)\s+" + Documents + @"\s+(?:say|mention|state|tell(?:\s+(?:me|us))?)\s+(?:about|on)\s+" + Part
        + "(?<topic>.+?)" + End,
        Options)]
    private static partial Regex SaysOf();

    [GeneratedRegex(
        @"^what\s+(?:do|does)\s+(?:the\s+|this\s+)?(?:section|chapter|part|paragraph)\s+"
        + @"(?:(?:on|about|called|titled|named|entitled)\s+)?(?<topic>.+?)\s+(?:say|state|contain|cover|describe)" + End,
        Options)]
    private static partial Regex Says();

    [GeneratedRegex(
        Asking + @"(?:summari[sz]e"
        + @"|(?:give\s+(?:me|us)\s+)?(?:(?:a|an|the)\s+)?(?:short\s+)?(?:summary|overview|outline)\s+of)\s+"
        + Part + @"(?<topic>.+?)(?:\s+(?:section|chapter))?" + End,
        Options)]
    private static partial Regex Summary();

    [GeneratedRegex(
        @"^(?:bitte\s+)?(?:erzähle?\s+(?:mir|uns)\s+(?:(?:mehr|etwas|alles)\s+)?(?:über|von|zu)"
        + @"|erklär[et]?(?:\s+(?:mir|uns))?|beschreibe?|was\s+steht(?:\s+(?:da|hier|dort))?\s+(?:im|über|zu|zum|zur|unter)"
        + @"|was\s+sagt\s+(?:der|das)(?=\s+(?:abschnitt|kapitel)))\s+" + GermanPart + "(?<topic>.+?)" + End,
        Options)]
    private static partial Regex GermanAbout();

    [GeneratedRegex(
        @"^(?:bitte\s+)?(?:fasse?\s+" + GermanPart + @"(?<topic>.+?)\s+zusammen"
        + @"|(?:(?:eine?|die)\s+)?(?:kurze\s+)?(?:zusammenfassung|übersicht)\s+(?:von|über|des|der|zu)\s+" + GermanPart
        + "(?<topic>.+?))" + End,
        Options)]
    private static partial Regex GermanSummary();

    [GeneratedRegex(
        @"^(?:what|which)(?:['’]s|\s+(?:is|was|are|were))\s+(?:(?:the|an?|my|our|your|its|this|that)\s+)?"
        + "(?<topic>.{1,80}?)" + End,
        Options)]
    private static partial Regex Label();
}
