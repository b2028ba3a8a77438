namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// What can prove a claim and is quoted for it: a sentence, a table's row, a list's item or a line, with what stands around it.
/// Offsets are UTF-16 in the passage's text; negative before the passage. Thread-safe.
/// </summary>
internal sealed class Statement
{
    private readonly Lazy<TextReading> reading;
    private readonly Lazy<HashSet<int>> figureColumns;
    private IReadOnlyList<Token>? subject;

    /// <param name="tokens">Its words; of a row with the words of its columns' heads, each in its column.</param>
    public Statement(int start, int end, IReadOnlyList<Token> tokens)
    {
        (Start, End, Tokens) = (start, end, tokens);
        IsRow = tokens.Any(t => t.Column >= 0);
        reading = new Lazy<TextReading>(() => TextReading.OfStatement(tokens));
        figureColumns = new Lazy<HashSet<int>>(() =>
            [.. Reading.Figures.Select(f => tokens[f.First]).Where(t => !t.IsHead).Select(t => t.Column)]);
    }

    public int Start { get; }

    public int End { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public TextReading Reading => reading.Value;

    /// <summary>Whether it is an item or a line of few words, that says most of what it means by where it stands.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether it is the head of a table: it names things and states nothing.</summary>
    public bool IsTitle { get; init; }

    public bool IsRow { get; }

    /// <summary>Whether a token of a row says what the row is about: in a cell, of a column without figures.</summary>
    public bool IsKey(int token) => Tokens[token] is { Column: 0, IsHead: false }
        || (Tokens[token] is { Column: > 0, IsHead: false } key
        && !figureColumns.Value.Contains(key.Column));

    /// <summary>The headings above it, the sentence that leads to its list or table, the record that its line is of.</summary>
    public IReadOnlyList<TextReading> Around { get; init; } = [];

    /// <summary>The statement whose subject its first pronoun takes; null when it begins with none.</summary>
    public Statement? Antecedent { get; init; }

    /// <summary>The tokens of what it is about: the words before its verb, as far as that can be told.</summary>
    public IReadOnlyList<Token> Subject => subject ??= Antecedent is null ? Subjects.Of(Tokens)
        : Pronouns.BeginsAlone(Tokens) ? Antecedent.Subject : [.. Subjects.Of(Tokens), .. Antecedent.Subject];
}
