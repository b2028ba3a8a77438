namespace Lectern.Server.Indexing.Parsing.Formats.Plain;

/// <summary>
/// Plain text: paragraphs are what blank lines separate; line breaks and indentation are kept, a terminal's control codes are not.
/// </summary>
internal static class TextFormat
{
    public static void Read(string text, DocumentBuilder builder)
    {
        foreach (var paragraph in Paragraphs(TerminalCodes.Strip(text)))
            builder.Add(BlockKind.Paragraph, paragraph, keepsIndent: true);
    }

    private static IEnumerable<string> Paragraphs(string text)
    {
        var lines = new List<string>();
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line.TrimEnd());
                continue;
            }

            if (lines.Count > 0)
                yield return string.Join('\n', lines);
            lines.Clear();
        }

        if (lines.Count > 0)
            yield return string.Join('\n', lines);
    }
}
