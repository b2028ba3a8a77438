namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A claim or a statement, read once: its words and the things that have to be bound. Thread-safe.</summary>
internal sealed class TextReading
{
    private const int MaxTokens = 400;

    /// <summary>A text with more of a kind is compared with nothing, so no more are read.</summary>
    public const int MaxSigns = 16;

    private readonly Dictionary<string, List<int>> byStem = new(StringComparer.Ordinal);

    /// <summary>By the first letters, for other forms of a word.</summary>
    private readonly Dictionary<string, List<int>> byBeginning = new(StringComparer.Ordinal);

    private readonly Dictionary<int, Figure> figureAt = [];

    private readonly IReadOnlySet<int> used;
    private readonly Lazy<IReadOnlyList<SubjectGroup>> groups;

    private TextReading(IReadOnlyList<Token> tokens, bool isClaim)
    {
        Tokens = tokens;
        (Figures, used) = FigureReader.Read(tokens, isClaim);
        foreach (var figure in Figures)
            figureAt.TryAdd(figure.First, figure);
        Denials = Reading.Denials.Of(tokens, used);
        Modals = Reading.Modals.Of(tokens);
        Directions = [.. Enumerable.Range(0, tokens.Count).Where(i => !used.Contains(i) || FigureAt(i)?.Unit == Units.Place)
            .Select(i => Reading.Directions.At(tokens, i)).OfType<Direction>()];
        Quantifiers = [.. Enumerable.Range(0, tokens.Count).Where(i => !used.Contains(i))
            .Select(i => Reading.Quantifiers.Of(tokens, i)).OfType<Quantifier>()];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsWord)
                continue;
            Add(byStem, tokens[i].Stem, i);
            if (tokens[i].Stem.Length >= ClaimWords.MinPrefix)
                Add(byBeginning, tokens[i].Stem[..ClaimWords.MinPrefix], i);
        }

        Comparisons = Reading.Comparisons.Of(this);
        groups = new Lazy<IReadOnlyList<SubjectGroup>>(() => SentenceClauses.Of(this));
    }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<Figure> Figures { get; }

    public IReadOnlyList<Direction> Directions { get; }

    public IReadOnlyList<Quantifier> Quantifiers { get; }

    public IReadOnlyList<Denial> Denials { get; }

    public IReadOnlyList<Modal> Modals { get; }

    public IReadOnlyList<Comparison> Comparisons { get; }

    /// <summary>The tokens of what is said of each subject.</summary>
    public IReadOnlyList<SubjectGroup> SubjectGroups => groups.Value;

    /// <summary>
    /// Whether its words can be compared with another text's in the time that an answer has: no sentence of people is longer.
    /// </summary>
    public bool IsBindable => Tokens.Count <= MaxTokens && Directions.Count <= MaxSigns && Denials.Count <= MaxSigns
        && Comparisons.Count <= MaxSigns && Quantifiers.Count <= MaxSigns && Modals.Count <= MaxSigns;

    public static TextReading OfClaim(string text) => new(Reading.Tokens.Of(text), isClaim: true);

    public static TextReading OfStatement(IReadOnlyList<Token> tokens) => new(tokens, isClaim: false);

    /// <summary>Whether a token carries content that is no figure, unit or bound.</summary>
    public bool IsContent(int at) => Tokens[at].IsContent && !used.Contains(at);

    public bool IsPartOfFigure(int at) => used.Contains(at);

    /// <summary>The figure that begins at a token, or null.</summary>
    public Figure? FigureAt(int at) => figureAt.GetValueOrDefault(at);

    /// <summary>Where a word, another form of it or a word of its meaning stands.</summary>
    public IReadOnlyList<int> Find(Token word)
    {
        if (byStem.TryGetValue(word.Stem, out var exact))
            return exact;
        if (word.IsLabel)
            return [.. Enumerable.Range(0, Tokens.Count)
                .Where(i => Tokens[i] is { Column: >= 0, IsCapital: true, Word.Length: 1 } cell && cell.Word[0] == word.Word[1])];
        if (word.Stem.Length >= ClaimWords.MinPrefix && byBeginning.TryGetValue(word.Stem[..ClaimWords.MinPrefix], out var alike))
        {
            var forms = alike.Where(i => ClaimWords.AreForms(Tokens[i].Stem, word.Stem)).ToList();
            if (forms.Count > 0)
                return forms;
        }

        return Synonyms.Of(word.Stem) is { } others ? [.. others.SelectMany(o => byStem.GetValueOrDefault(o) ?? [])] : [];
    }

    private static void Add(Dictionary<string, List<int>> index, string key, int at)
    {
        if (!index.TryGetValue(key, out var places))
            index[key] = places = [];
        places.Add(at);
    }
}
