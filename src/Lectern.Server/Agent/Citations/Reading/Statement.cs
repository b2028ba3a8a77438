namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// What can prove a claim and is quoted for it: a sentence, a table's row, a list's item or a line, with what stands around it.
/// Offsets are UTF-16 in the passage's text; negative before the passage. Thread-safe.
/// </summary>
/// <param name="tokens">Its words; of a row with the words of its columns' heads, each in its column.</param>
internal sealed class Statement(int start, int end, IReadOnlyList<Token> tokens)
{
    private IReadOnlyList<Token>? subject;
    private readonly Lazy<TextReading> reading = new(() => TextReading.OfStatement(tokens));

    public int Start => start;

    public int End => end;

    public IReadOnlyList<Token> Tokens => tokens;

    public TextReading Reading => reading.Value;

    /// <summary>Whether it is an item or a line of few words, that says most of what it means by where it stands.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether it is the head of a table: it names things and states nothing.</summary>
    public bool IsTitle { get; init; }

    public bool IsRow => tokens.Count > 0 && tokens.Any(t => t.Column >= 0);

    /// <summary>Whether a token of a row says what the row is about: in a cell, of a column without figures.</summary>
    public bool IsKey(int token) => tokens[token] is { Column: 0, IsHead: false }
        || (tokens[token] is { Column: > 0, IsHead: false } key
        && !Reading.Figures.Any(f => tokens[f.First].Column == key.Column && !tokens[f.First].IsHead));

    /// <summary>The headings above it, the sentence that leads to its list or table, the record that its line is of.</summary>
    public IReadOnlyList<TextReading> Around { get; init; } = [];

    /// <summary>The statement whose subject its first pronoun takes; null when it begins with none.</summary>
    public Statement? Antecedent { get; init; }

    /// <summary>The tokens of what it is about: the words before its verb, as far as that can be told.</summary>
    public IReadOnlyList<Token> Subject => subject ??= Antecedent is null ? Subjects.Of(tokens)
        : Pronouns.BeginsAlone(tokens) ? Antecedent.Subject : [.. Subjects.Of(tokens), .. Antecedent.Subject];
}
