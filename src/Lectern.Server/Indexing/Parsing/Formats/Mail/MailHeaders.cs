namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>Whether a text begins with the head of a mail message.</summary>
internal static class MailHeaders
{
    private static readonly string[] OfMail = ["from", "to", "subject", "date", "cc"];

    private static readonly string[] OfTransport =
        ["received", "return-path", "mime-version", "message-id", "delivered-to", "content-transfer-encoding", "content-type",
            "dkim-signature"];

    /// <param name="isSure">False where the file's name says that it is something else.</param>
    public static bool Are(string start, bool isSure)
    {
        var (mail, transport, hasFrom) = (0, 0, false);
        using var reader = new StringReader(start);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line[0] is ' ' or '\t')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
                return false;
            var name = line[..colon].ToLowerInvariant();
            mail += OfMail.Contains(name) ? 1 : 0;
            transport += OfTransport.Contains(name) ? 1 : 0;
            hasFrom |= name == "from";
        }

        return hasFrom && (isSure ? mail >= 3 || (mail >= 2 && transport >= 1) : mail >= 3 && transport >= 2);
    }
}
