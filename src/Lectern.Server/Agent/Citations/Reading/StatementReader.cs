using System.Text.RegularExpressions;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Takes a passage apart into statements: sentences of paragraphs and items, rows of tables, lines of lists of labels, of logs
/// and of code, records that a PDF's table became. Each knows the headings above it, what leads to it, and the sentence before.
/// For one passage.
/// </summary>
internal sealed partial class StatementReader
{
    /// <summary>As much before a passage can hold the sentence before it.</summary>
    private const int MaxBefore = 2_000;

    private const int MaxCaption = 200;
    private const int LongSentence = 500;

    private const int LongLine = 1_500;

    private const int MaxLevel = 6;

    private const int ShortStatement = 24;

    private readonly string text;
    private readonly int offset;
    private readonly List<Statement> statements = [];
    private readonly TextReading?[] headings = new TextReading?[MaxLevel + 1];
    private TextReading? lead;
    private TextReading? cellsTitle;

    private StatementReader(string text, int offset)
    {
        this.text = text;
        this.offset = offset;
    }

    public static IReadOnlyList<Statement> Read(string passage, string before)
    {
        // Only what begins on a line of its own says what stands before.
        var cut = before.Length <= MaxBefore ? 0 : before.IndexOf('\n', before.Length - MaxBefore) + 1;
        var tail = cut > 0 || before.Length <= MaxBefore ? before[cut..] : before[^MaxBefore..];
        var reader = new StatementReader(tail + passage, tail.Length);
        reader.ReadHeadings(before[..^tail.Length]);
        reader.ReadBlocks(before);
        return [.. reader.statements.Where(s => s.End > 0).Select(s => s.Start >= 0 ? s : Cut(s))];
    }

    /// <summary>A statement that begins before the passage can be quoted from the passage's beginning on.</summary>
    private static Statement Cut(Statement statement) =>
        new(0, statement.End, statement.Tokens)
        {
            Around = statement.Around,
            Antecedent = statement.Antecedent,
            IsTitle = statement.IsTitle,
            IsShort = statement.IsShort
        };

    private void ReadHeadings(string before)
    {
        foreach (Match heading in Heading().Matches(before))
            Note(heading.Groups[1].Length, heading.Groups[2].Value);
    }

    private void Note(int level, string heading)
    {
        headings[level] = TextReading.OfStatement(Tokens.Of(heading));
        Array.Clear(headings, level + 1, MaxLevel - level);
        lead = null;
    }

    private void ReadBlocks(string before)
    {
        var blocks = TextBlocks.Of(text);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (start, end, kind) = blocks[i];
            switch (kind)
            {
                case TextBlockKind.Heading:
                    var line = Heading().Match(text[start..end]);
                    Add(start, end, Tokens.Of(text[start..end]));
                    Note(line.Groups[1].Length, line.Groups[2].Value);
                    break;
                case TextBlockKind.Table:
                    if (i > 0 && blocks[i - 1] is { Kind: TextBlockKind.Paragraph } caption
                        && caption.End - caption.Start <= MaxCaption && statements.Count > 0)
                        lead = statements[^1].Reading;
                    ReadTable(start, end, i == 0 ? before[..Math.Max(0, before.Length - offset)] : "");
                    break;
                case TextBlockKind.Items:
                    ReadItems(start, end);
                    break;
                case TextBlockKind.Lines:
                    ReadLines(start, end);
                    break;
                case TextBlockKind.Cells:
                    if (i > 0 && blocks[i - 1].Kind != TextBlockKind.Cells)
                        cellsTitle = IsCell(blocks[i - 1]) ? statements[^1].Reading : null;
                    Add(start, end, CellTokens(start, end), cellsTitle);
                    break;
                default:
                    ReadSentences(start, end);
                    break;
            }
        }
    }

    private bool IsCell((int Start, int End, TextBlockKind Kind) block) => TextBlocks.IsName(text, block) && statements.Count > 0;

    private void ReadTable(int start, int end, string before)
    {
        foreach (var row in TableRows.Read(text, start, end, before))
        {
            // A cell that holds sentences is read like a paragraph beside its row.
            foreach (var part in row.Prose.Count == 0 ? row.Parts() : [])
                Add(row.Start, row.End, part, row.Section);
            var around = row.Prose.Count > 0 ? TextReading.OfStatement(row.Tokens) : null;
            foreach (var (from, to) in row.Prose.SelectMany(p => Sentences(p.Start, p.End)))
                Add(from, to, Shifted(from, to), around, Last());
        }
    }

    private void ReadSentences(int start, int end)
    {
        Statement? previous = null;
        foreach (var (from, to) in Sentences(start, end))
        {
            var tokens = Shifted(from, to);
            previous = Add(from, to, tokens, antecedent: previous ?? Last());
        }

        lead = text[end - 1] == ':' && statements.Count > 0 ? statements[^1].Reading : null;
    }

    private void ReadItems(int start, int end)
    {
        foreach (Match item in Item().Matches(text[start..end]))
        {
            Statement? first = null;
            foreach (var (from, to) in Sentences(start + item.Groups[2].Index, start + item.Index + item.Length))
            {
                var added = Add(
                    from, to, Shifted(from, to), first is null ? [] : [first.Reading], first ?? Last(), isShort: true);
                first ??= added;
            }
        }
    }

    private void ReadLines(int start, int end)
    {
        // The line that begins a record names it: what it says holds for the lines below, until one with its label comes again.
        var records = new List<(string Label, TextReading Line)>();
        TextReading? title = null;
        for (var at = start; at < end;)
        {
            var newline = text.IndexOf('\n', at, end - at);
            var stop = newline < 0 ? end : newline;
            foreach (var (from, to) in Trimmed(at, stop) is { } line ? Parts(line.Start, line.End) : [])
            {
                var tokens = KeyedLine.Tokens(text[from..to]) ?? Shifted(from, to);
                var label = LabelOf(from, to);
                records.RemoveAll(r => r.Label == label);
                var added = Add(
                    from, to, tokens, [.. records.Select(r => r.Line), .. title is null ? [] : new[] { title }], isShort: true);

                // A first line without a label is the title of those with one.
                title ??= at == start && label is null && tokens.Count > 0 && tokens[0].Column < 0 ? added.Reading : null;
                if (label is not null && added.Reading.Figures.Count == 0)
                    records.Add((label, added.Reading));
            }

            at = stop + 1;
        }
    }

    private string? LabelOf(int from, int to)
    {
        var label = Label().Match(text, from, to - from);
        return label.Success && label.Index == from ? label.Value : null;
    }

    /// <summary>What a PDF's table became: a name and its values, each in a column of its own.</summary>
    private List<Token> CellTokens(int start, int end)
    {
        var tokens = new List<Token>();
        var column = 0;
        foreach (Match cell in Cell().Matches(text[start..end]))
        {
            var from = start + cell.Index;
            foreach (var token in Shifted(from, from + cell.Length))
            {
                if (token.Kind == TokenKind.Number && tokens.Count > 0)
                    column++;
                tokens.Add(token with { Column = column });
            }
        }

        return tokens;
    }

    private IEnumerable<(int Start, int End)> Sentences(int start, int end) =>
        SentenceSplitter.Split(text[start..end]).SelectMany(s => Short(start + s.Start, start + s.Start + s.Length))
            .SelectMany(s => Parts(s.Start, s.End));

    /// <summary>What has no full stop for so long is taken line by line, and a line in pieces.</summary>
    private IEnumerable<(int Start, int End)> Short(int start, int end)
    {
        while (end - start > LongSentence)
        {
            var newline = text.IndexOf('\n', start, end - start);
            var cut = newline >= 0 && newline - start <= LongLine ? newline
                : end - start > LongLine ? Math.Max(text.LastIndexOf(' ', start + LongLine, LongLine / 2), start + (LongLine / 2))
                : end;
            yield return (start, cut);
            start = cut;
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
        }

        if (start < end)
            yield return (start, end);
    }

    /// <summary>
    /// A PDF's lines are joined: labels with their values, entries of a log and items that stand in one sentence.
    /// </summary>
    private IEnumerable<(int Start, int End)> Parts(int start, int end)
    {
        var cuts = Joined().Matches(text[start..end]).Select(m => start + m.Index).Where(c => c > start).ToList();
        var labels = Label().Matches(text[start..end]);
        if (labels.Count > 1 && labels[0].Index == 0)
            cuts.AddRange(labels.Select(m => start + m.Index).Where(c => c > start));
        var stamps = Stamp().Matches(text[start..end]);
        if (stamps.Count > 1)
            cuts.AddRange(stamps.Select(m => start + m.Index).Where(c => c > start));
        cuts.AddRange(
            Ended().Matches(text[start..end])
                .Where(m => m.Groups[1].Success || m.Groups[2].Success || Labels.EndsIn(text[start..(start + m.Index)]))
            .Select(m => start + m.Index + m.Length));
        var from = start;
        foreach (var cut in cuts.Distinct().Order().Append(end))
        {
            if (Trimmed(from, cut) is { } part)
                yield return part;
            from = cut;
        }
    }

    private (int Start, int End)? Trimmed(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end > start ? (start, end) : null;
    }

    private List<Token> Shifted(int start, int end) => Tokens.Of(text[start..end]);

    private Statement? Last() => statements.Count > 0 ? statements[^1] : null;

    private Statement Add(
        int start, int end, IReadOnlyList<Token> tokens, TextReading? section = null, Statement? antecedent = null) =>
        Add(start, end, tokens, section is null ? [] : [section], antecedent);

    private Statement Add(
        int start, int end, IReadOnlyList<Token> tokens, IReadOnlyList<TextReading> sections, Statement? antecedent = null,
            bool isShort = false)
    {
        var statement = new Statement(start - offset, end - offset, tokens)
        {
            Around = [.. headings.OfType<TextReading>(), .. lead is null ? [] : new[] { lead }, .. sections],
            Antecedent = antecedent is not null && Pronouns.Begins(tokens) ? antecedent : null,
            IsShort = isShort && tokens.Count <= ShortStatement,
            IsTitle = tokens.Count > 0 && tokens[^1].IsHead,
        };
        statements.Add(statement);
        return statement;
    }

    [GeneratedRegex(@"^(#{1,6})[ \t]+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>An item up to the next one.</summary>
    [GeneratedRegex(
        @"^([ \t]*" + ListItem.Mark + @"[ \t]+)(.+(?:\n(?![ \t]*" + ListItem.Mark + @"[ \t]).+)*)", RegexOptions.Multiline)]
    private static partial Regex Item();

    /// <summary>A label and its colon: "Delivery date:".</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}.%/-])\p{Lu}[\p{L}\p{N}./-]*(?:[ ](?:\p{Ll}[\p{L}.]*|\([^():]{1,20}\))){0,4}(?=:\s)")]
    private static partial Regex Label();

    /// <summary>An abbreviation or a letter that ends a sentence all the same.</summary>
    [GeneratedRegex(@"(?:(?<=\b([ap]\.m|etc)|°([CF]))\.|(?<=\p{L} \p{Lu}\.))\s+(?=\p{Lu}\p{Ll}+ \p{Ll})")]
    private static partial Regex Ended();

    [GeneratedRegex(@"\[?\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<=\s)•\s")]
    private static partial Regex Joined();

    [GeneratedRegex(@"\S[^\n]*")]
    private static partial Regex Cell();
}
