using System.Globalization;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What the answerer says of the library, in the languages that it understands questions about it in. Thread-safe.
/// </summary>
/// <param name="Numbers">How the language writes them.</param>
internal sealed record CatalogWords(
    NumberFormatInfo Numbers, string None, string One, string Many, string First, string OneMentions, string ManyMention)
{
    /// <summary>Of no, one, many documents that came or were changed, with the time in place of <c>{s}</c>.</summary>
    public required string NoNews { get; init; }

    public required string OneNew { get; init; }

    public required string ManyNew { get; init; }

    /// <summary>Behind <see cref="ManyNew"/>, where not all are named.</summary>
    public required string Latest { get; init; }

    public required string Added { get; init; }

    public required string Changed { get; init; }

    /// <summary>From one day on, from one to another, on one day.</summary>
    public required string From { get; init; }

    public required string FromTo { get; init; }

    public required string On { get; init; }

    /// <summary>How the language writes a day.</summary>
    public required string DayFormat { get; init; }

    public static CatalogWords English { get; } = new(
        NumberFormatInfo.InvariantInfo, "There are no documents.", "There is 1 document:", "There are {0:N0} documents:",
        "These are the first {0:N0} by name.", "1 document mentions it, as far as the best passages show:",
        "{0:N0} documents mention it, as far as the best passages show:")
    {
        NoNews = "No documents were added or changed {s}.",
        OneNew = "1 document was added or changed {s}:",
        ManyNew = "{0:N0} documents were added or changed {s}:",
        Latest = ", the latest {0:N0} of them",
        Added = "Added:",
        Changed = "Changed:",
        From = "since {0}",
        FromTo = "from {0} to {1}",
        On = "on {0}",
        DayFormat = "yyyy-MM-dd",
    };

    public static CatalogWords German { get; } = new(
        new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," }, "Es gibt keine Dokumente.",
        "Es gibt 1 Dokument:", "Es gibt {0:N0} Dokumente:", "Das sind nach dem Namen die ersten {0:N0}.",
        "1 Dokument erwähnt es, soweit die besten Fundstellen zeigen:",
        "{0:N0} Dokumente erwähnen es, soweit die besten Fundstellen zeigen:")
    {
        NoNews = "Es kam {s} kein Dokument dazu, und keines wurde geändert.",
        OneNew = "1 Dokument kam {s} dazu oder wurde geändert:",
        ManyNew = "{0:N0} Dokumente kamen {s} dazu oder wurden geändert:",
        Latest = ", die letzten {0:N0} davon",
        Added = "Hinzugefügt:",
        Changed = "Geändert:",
        From = "seit dem {0}",
        FromTo = "vom {0} bis zum {1}",
        On = "am {0}",
        DayFormat = "dd.MM.yyyy",
    };

    public string Said(string sentence, int count) => string.Format(Numbers, sentence, count);

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
