using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>What a heading names, where it is one: a line of a slide or a scan often is none.</summary>
internal static partial class HeadingTopic
{
    private const int Longest = 80;
    private const int MostWords = 8;
    private const int ShortestEnd = 4;
    private static readonly char[] Ends = [' ', '.', ',', ';', '"', '“', '”', '„', '«', '»', '\''];

    /// <returns>Null for a heading that names nothing to ask about.</returns>
    public static string? Of(string heading)
    {
        var topic = Aside().Replace(heading, " ");
        topic = Divided().Split(topic).MaxBy(part => part.Count(char.IsLetter))!;
        topic = Spaces().Replace(Number().Replace(topic.Trim(), ""), " ").Trim(Ends);
        topic = Apostrophe().Replace(topic, "’");
        return IsTitle(topic) ? topic : null;
    }

    /// <summary>Of the headings within a text: short sections are kept together.</summary>
    public static IEnumerable<string?> In(string text) => Within().Matches(text).Select(m => Of(m.Groups[1].Value));

    private static bool IsTitle(string topic)
    {
        if (topic.Length is 0 or > Longest || !Plain().IsMatch(topic) || Common().IsMatch(topic) || !ReadableWords.Are(topic))
            return false;
        var words = ReadableWords.Of(topic);
        return words.Count <= MostWords && words.Any(w => w.Length > 2 || w[0] > '\u2e80') && !char.IsLower(topic[0])
            && !IsCutOff(words[^1]);
    }

    /// <summary>No title ends with a short word that is not capitalised: "of", "und", "de la".</summary>
    private static bool IsCutOff(string last) => last.Length < ShortestEnd && char.IsLower(last[0]);

    [GeneratedRegex(@"^#{1,6}\s+(\S[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Within();

    /// <summary>Nothing that a shell or a reader could take for more than words.</summary>
    [GeneratedRegex(@"^[\p{L}\p{M}\p{N} ,.’·・、-]+$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|\.{3,}.*$|…+.*$")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\s*[:|/•—：｜]\s*|\s+[–-]\s+")]
    private static partial Regex Divided();

    /// <summary>Before it, such as 3.1 or IV.</summary>
    [GeneratedRegex(
        @"^(?:(?:chapter|section|part|kapitel|abschnitt|teil|chapitre|capítulo)\s+(?:\d+(?:\.\d+)*|[IVXLC]+)[.:)]?"
        + @"|(?:§\s*)?(?:\d+(?:\.\d+)*[.)]?|[IVXLC]+[.)]|[A-Za-z][.)]))\s+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=\p{L})['`´‘](?=\p{L})")]
    private static partial Regex Apostrophe();

    /// <summary>What documents of all kinds have, and what programs call their parts.</summary>
    [GeneratedRegex(
        """
        ^(?:(?:table\sof\s)?contents|introduction|abstract|summary|overview|conclusions?|references|bibliography|index|
        appendix|notes?|annex|preface|foreword|authors?|imprint|comments?|copyright|plates?|this\spage.*|acknowledge?ments?|
        agenda|outline|questions?|thank\syou.*|thanks|discussion|results|background|title|
        untitled|footnotes?|
        inhalt(?:sverzeichnis)?|einleitung|zusammenfassung|fazit|literatur(?:verzeichnis)?|anhang|vorwort|quellen|
        sommaire|résumé|bibliographie|annexes?|índice|introducción|resumen|conclusión|bibliografía|referencias|
        (?:page|slide|sheet|table|figure|fig|chapter|section|part|seite|folie|tabelle|abbildung|kapitel|teil|feuille?|hoja|
        página|diapositive|document|dokument|image|picture|note|item|row|column|message|mail|file|anlage)[\s.]*[\dIVX]*)$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Common();
}
