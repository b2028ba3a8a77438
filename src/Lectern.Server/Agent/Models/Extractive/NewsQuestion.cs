using System.Text.RegularExpressions;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// A question about what came to the library or was changed in it, not about what stands in it: "What is new since Monday?",
/// "Welche Dateien kamen diese Woche dazu?". English and German. Thread-safe.
/// </summary>
internal static partial class NewsQuestion
{
    /// <summary>Where no time is said.</summary>
    private const int Days = 7;

    /// <summary>What changed since longer ago is rather asked of the texts.</summary>
    private const int MostDaysOfChange = 62;

    /// <param name="question">Without the mark at its end.</param>
    /// <returns>Null for another question.</returns>
    public static (AskedSpan Span, bool IsGerman)? Of(string question, DateOnly today)
    {
        foreach (var (pattern, isGerman) in ((Regex, bool)[])[(English(), false), (German(), true)])
        {
            if (pattern.Match(question) is not { Success: true } m)
                continue;
            var when = string.Join(' ', m.Groups["when"].Captures.Select(c => c.Value.Trim()).Where(w => w.Length > 0));
            var isOfFiles = m.Groups["files"].Success;
            var isChange = m.Groups["change"].Success;
            if (when.Length == 0)
                return isChange && !isOfFiles ? null : (new AskedSpan(today.AddDays(-Days), null), isGerman);
            if (TimePhrase.Read(when, today) is { } span
                && (!isChange || isOfFiles || span.First >= today.AddDays(-MostDaysOfChange)))
                return (span, isGerman);
        }

        return null;
    }

    [GeneratedRegex(
        """
        ^(?:(?:and\ )?what(?:'s|’s|\ is|\ was|\ are|\ has\ been|\ have\ been|\ were|\ do\ we\ have\ that\ is)?(?:\ there)?
            (?:\ (?:new|the\ news|(?:recently\ )?(?:added|uploaded))|(?<change>(?:\ has)?\ (?:changed|updated|modified)))
        |(?:is|was)\ there\ anything\ new|anything\ new|(?:has|did)\ (?<change>anything\ changed?)
        |(?:which|what(?:\ are)?|how\ many|list|show)(?:\ me)?(?:\ all)?(?:\ (?:the|my|our))?
            \ (?<files>(?:new|newest|latest|recent|changed|updated)\ (?:documents|files))
            (?:\ (?:are\ there|do\ we\ have|were\ added|have\ been\ added|came))?
        |(?:which|what|how\ many|list|show)(?:\ me)?(?:\ all)?(?:\ (?:of\ )?(?:the|my|our))?\ (?<files>documents|files)
            (?:\ (?:that|which))?(?:\ (?:are|were|was|have\ been|has\ been|got|came))?
            \ (?:new|in|(?:recently\ )?(?:added|changed|updated|modified|uploaded)
                (?:\ (?:or|and)\ (?:added|changed|updated|modified))?)
        )
        (?:\ (?:here|in\ (?:the|this|our)\ (?:index|library|documents|files)))?
        (?<when>\ .+)?$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex English();

    [GeneratedRegex(
        """
        ^(?:was\ (?:ist|gibt\ es|gibt's|gibt’s)(?<when>\ .+?)?\ neu(?:es)?(?<when>\ .+)?
        |(?:gibt\ es|gibt's)(?<when>\ .+?)?(?:\ (?:et)?was)?\ neues(?<when>\ .+)?
        |was\ (?<change>hat\ sich)(?<when>\ .+?)?\ (?:geändert|verändert)
        |was\ (?:wurde|kam|ist)(?<when>\ .+?)?\ (?:hinzugefügt|hochgeladen|dazu|hinzu|dazugekommen|hinzugekommen)
        |was\ (?<change>wurde)(?<when>\ .+?)?\ (?:geändert|aktualisiert)
        |(?:welche|wie\ viele|zeige?(?:\ mir)?|liste)(?:\ alle)?(?:\ die)?
            \ (?<files>neuen?|neuesten|geänderten)\ (?:dokumente|dateien|unterlagen)
            (?:\ (?:gibt\ es|haben\ wir|sind\ da))?(?<when>\ .+)?
        |(?:welche|wie\ viele)\ (?<files>dokumente|dateien|unterlagen)\ (?:sind|wurden|kamen)(?<when>\ .+?)?
            \ (?:neu|hinzugefügt|hochgeladen|geändert|aktualisiert|dazu|hinzu|dazugekommen|hinzugekommen)
            (?:\ (?:worden|gekommen))?(?<when>\ .+)?
        )$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex German();
}
