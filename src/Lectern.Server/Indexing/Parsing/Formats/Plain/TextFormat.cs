namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Plain text: paragraphs are what blank lines separate; line breaks and indentation are kept, a terminal's control codes are
/// not.
/// </summary>
internal static class TextFormat
{
    /// <summary>Of a paragraph; a longer one is several blocks on following lines.</summary>
    private const int MaxLines = 1000;

    public static void Read(string text, DocumentBuilder builder)
    {
        foreach (var (paragraph, goesOn) in Paragraphs(TerminalCodes.Strip(text)))
        {
            builder.Add(BlockKind.Paragraph, paragraph, keepsIndent: true, goesOn: goesOn);
            if (builder.IsFull)
                return;
        }
    }

    /// <summary>Each with whether it stands on the line after the one before: a log has no blank lines.</summary>
    private static IEnumerable<(string Text, bool GoesOn)> Paragraphs(string text)
    {
        var (lines, goesOn) = (new List<string>(), false);
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line.TrimEnd());
                if (lines.Count < MaxLines)
                    continue;
                yield return (string.Join('\n', lines), goesOn);
                lines.Clear();
                goesOn = true;
                continue;
            }

            if (lines.Count > 0)
                yield return (string.Join('\n', lines), goesOn);
            lines.Clear();
            goesOn = false;
        }

        if (lines.Count > 0)
            yield return (string.Join('\n', lines), goesOn);
    }
}
