using Lectern.Web.Languages;

namespace Lectern.Web.Documents;

/// <summary>
/// Why a file could not be read, and what to do, in the page's language: the server says it in English. A kind of fault is known
/// by its words; any other is shown as the server says it.
/// </summary>
internal static class UnreadReason
{
    /// <summary>The first kind of which a sentence has a sign is its own.</summary>
    private const string Signs =
        """
        again:It is tried again|could not store
        office:LibreOffice is not
        damaged:LibreOffice could not
        password:needs a password|encrypted
        scan:Tesseract|holds no text|without text
        large:larger than|has more than|too large|longer than|more memory|nests more than|too deep
        empty:is empty|an empty file|has no pages
        packed:packed several times
        damaged:damaged|no mailbox|is no XML
        kind:This is |cannot be read|neither text nor|could not open|XML entities
        """;

    private const string Remedies =
        """
        Save |save it|Export |Unpack |Upload |upload it|install|LECTERN_|It is tried again
        """;

    /// <param name="reason">As the server gives it; null where it gives none.</param>
    public static string Of(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
            return Strings.Of("document.failed");
        if (Known(reason) is not { } known || (Strings.IsEnglish && Has(reason, Remedies)))
            return reason;
        return Strings.IsEnglish ? $"{reason} {known}" : known;
    }

    private static string? Known(string reason) =>
        Signs.Split('\n').Select(line => line.Split(':', 2)).FirstOrDefault(kind => Has(reason, kind[1]))?[0] switch
        {
            "again" => Strings.Of("unread.again"),
            "password" => Strings.Of("unread.password"),
            "scan" => Strings.Of("unread.scan"),
            "office" => Strings.Of("unread.office"),
            "large" => Strings.Of("unread.large"),
            "empty" => Strings.Of("unread.empty"),
            "packed" => Strings.Of("unread.packed"),
            "damaged" => Strings.Of("unread.damaged"),
            "kind" => Strings.Of("unread.kind"),
            _ => null,
        };

    private static bool Has(string reason, string signs) =>
        signs.Split('|').Any(sign => reason.Contains(sign, StringComparison.Ordinal));
}
