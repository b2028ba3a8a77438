namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// A stored passage, ready to be searched for what proves a claim. Offsets are UTF-16 in its text. Thread-safe.
/// </summary>
internal sealed class PassageText
{
    private readonly Lazy<IReadOnlyList<Statement>> bindable;
    private readonly Lazy<HashSet<string>> subjects, subjectsOfRows;

    /// <param name="before">What stands before the passage in its file, or the end of it.</param>
    public PassageText(string text, string before = "")
    {
        Text = text;
        Normal = NormalText.Of(text);
        Statements = StatementReader.Read(text, before);
        bindable = new Lazy<IReadOnlyList<Statement>>(() => [.. Statements.Where(s => s.Reading.IsBindable)]);
        subjects = new Lazy<HashSet<string>>(() => SubjectsOf(Statements));
        subjectsOfRows = new Lazy<HashSet<string>>(() => SubjectsOf(Statements.Where(s => s.IsRow)));
        NeedsMore = text.StartsWith('|') && before.Length > 0 && before.Split('\n').All(l => l.Length == 0 || l[0] == '|');
    }

    public string Text { get; }

    public NormalText Normal { get; }

    /// <summary>Whether it begins in a table whose head stands further up than what was read before it.</summary>
    public bool NeedsMore { get; }

    /// <summary>In order; those that stand before the passage are not among them.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Those that a claim in other words can be compared with.</summary>
    public IReadOnlyList<Statement> Bindable => bindable.Value;

    /// <summary>Whether a statement is about it.</summary>
    public bool IsSubject(Token word) => subjects.Value.Contains(word.Stem);

    /// <summary>Whether a table's row is about it.</summary>
    public bool IsSubjectOfRow(Token word) => subjectsOfRows.Value.Contains(word.Stem);

    /// <summary>Behind the mark that ends the sentence at an offset, when one stands there.</summary>
    public int EndMark(int offset) => offset < Text.Length && Text[offset] is '.' or '!' or '?' or '…' or '。' ? offset + 1
        : offset;

    private static HashSet<string> SubjectsOf(IEnumerable<Statement> statements) =>
        statements.SelectMany(s => s.Subject).Select(t => t.Stem).ToHashSet(StringComparer.Ordinal);
}
