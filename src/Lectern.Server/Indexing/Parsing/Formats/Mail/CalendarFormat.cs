using System.Globalization;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>
/// Invitations and calendars (iCalendar): what, when, where and who. Sample: <c>DTSTART;TZID=Europe/Berlin:20310304T091200</c>;
/// a line that begins with a blank goes on from the one before.
/// </summary>
internal static class CalendarFormat
{
    private static readonly Dictionary<string, string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DTSTART"] = "Begins",
        ["DTEND"] = "Ends",
        ["DUE"] = "Due",
        ["LOCATION"] = "Place",
        ["ORGANIZER"] = "Organiser",
        ["ATTENDEE"] = "With",
        ["STATUS"] = "Status",
        ["RRULE"] = "Repeats",
    };

    public static void Read(string text, DocumentBuilder builder)
    {
        var (entry, summary, description) = (new List<string>(), "", "");
        foreach (var line in Unfolded(text))
        {
            var colon = Colon(line);
            if (colon < 0)
                continue;
            var parameters = line[..colon];
            var name = parameters.Split(';')[0];
            var value = Plain(line[(colon + 1)..]);
            if (name.Equals("END", StringComparison.OrdinalIgnoreCase) && value is not "VALARM")
                End();
            else if (name.Equals("SUMMARY", StringComparison.OrdinalIgnoreCase))
                summary = value;
            else if (name.Equals("DESCRIPTION", StringComparison.OrdinalIgnoreCase))
                description = value;
            else if (Shown.TryGetValue(name, out var label))
                entry.Add($"{label}: {Value(name, parameters, value)}");
        }

        End();

        void End()
        {
            var lines = summary.Length == 0 ? entry : entry.Prepend($"Event: {summary}");
            builder.Add(BlockKind.Paragraph, string.Join('\n', lines));
            builder.Add(BlockKind.Paragraph, description);
            entry.Clear();
            (summary, description) = ("", "");
        }
    }

    private static string Value(string name, string parameters, string value)
    {
        if (name.StartsWith("DT", StringComparison.OrdinalIgnoreCase) || name.Equals("DUE", StringComparison.OrdinalIgnoreCase))
            return When(value) + (Parameter(parameters, "TZID") is { } zone ? $" ({zone})" : "");
        var address = value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
        return Parameter(parameters, "CN") is { } person ? $"{person} <{address}>" : address;
    }

    private static string When(string value)
    {
        var isUtc = value.EndsWith('Z');
        foreach (var (form, shown) in ((string, string)[])[("yyyyMMdd'T'HHmmss", "yyyy-MM-dd HH:mm"), ("yyyyMMdd", "yyyy-MM-dd")])
        {
            if (DateTime.TryParseExact(value.TrimEnd('Z'), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                return time.ToString(shown, CultureInfo.InvariantCulture) + (isUtc ? " UTC" : "");
        }

        return value;
    }

    private static string? Parameter(string parameters, string name) => parameters.Split(';')
        .Where(p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)).Select(
            p => p[(name.Length + 1)..].Trim('"')).FirstOrDefault();

    /// <summary>The first that stands in no quotes.</summary>
    private static int Colon(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (line[i] == ':' && !quoted)
                return i;
        }

        return -1;
    }

    private static string Plain(string value) => value.Replace("\\n", "\n", StringComparison.OrdinalIgnoreCase)
        .Replace("\\,", ",", StringComparison.Ordinal).Replace(
            "\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal).Trim();

    private static IEnumerable<string> Unfolded(string text)
    {
        var line = new System.Text.StringBuilder();
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } next)
        {
            if (next.Length > 0 && next[0] is ' ' or '\t')
            {
                line.Append(next, 1, next.Length - 1);
                continue;
            }

            yield return line.ToString();
            line.Clear().Append(next);
        }

        yield return line.ToString();
    }
}
