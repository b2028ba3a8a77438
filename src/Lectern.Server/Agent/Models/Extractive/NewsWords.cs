using System.Globalization;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What the answerer says of documents that came or were changed. English and German. Thread-safe.</summary>
/// <param name="NoNews">Of no, one, many documents, with the time in place of <c>{s}</c>.</param>
/// <param name="Latest">Behind <paramref name="ManyNew"/>, where not all are named.</param>
/// <param name="From">From one day on, from one to another, on one day.</param>
/// <param name="DayFormat">How the language writes a day.</param>
internal sealed record NewsWords(
    string NoNews, string OneNew, string ManyNew, string Latest, string Added, string Changed, string From, string FromTo,
    string On, string DayFormat)
{
    public static NewsWords English { get; } = new(
        "No documents were added or changed {s}.", "1 document was added or changed {s}:",
        "{0:N0} documents were added or changed {s}:", ", the latest {0:N0} of them", "Added:", "Changed:", "since {0}",
        "from {0} to {1}", "on {0}", "yyyy-MM-dd");

    public static NewsWords German { get; } = new(
        "Es kam {s} kein Dokument dazu, und keines wurde geändert.", "1 Dokument kam {s} dazu oder wurde geändert:",
        "{0:N0} Dokumente kamen {s} dazu oder wurden geändert:", ", die letzten {0:N0} davon", "Hinzugefügt:", "Geändert:",
        "seit dem {0}", "vom {0} bis zum {1}", "am {0}", "dd.MM.yyyy");

    /// <param name="since">As the tool was asked: a day in ISO 8601.</param>
    public string Span(string since, string? until)
    {
        var (first, last) = (Day(since), until is null ? null : Day(until));
        return last is null ? From.Replace("{0}", first, StringComparison.Ordinal)
            : first == last ? On.Replace("{0}", first, StringComparison.Ordinal)
            : FromTo.Replace("{0}", first, StringComparison.Ordinal).Replace("{1}", last, StringComparison.Ordinal);
    }

    public string Day(DateTimeOffset moment) => moment.ToString(DayFormat, CultureInfo.InvariantCulture);

    private string Day(string iso) => DateOnly.TryParse(iso, CultureInfo.InvariantCulture, out var day)
        ? day.ToString(DayFormat, CultureInfo.InvariantCulture) : iso;
}
