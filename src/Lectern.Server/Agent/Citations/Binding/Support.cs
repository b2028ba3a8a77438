using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>A claim beside a statement of a passage: which words of the one stand where in the other. Thread-safe.</summary>
internal sealed class Support
{
    /// <summary>What a word that stands only around the statement counts.</summary>
    private const double AroundWeight = 0.5;

    private readonly IReadOnlyList<int>[] places;
    private readonly Lazy<bool> isInOrder;
    private readonly Lazy<NamedColumns> namedColumns;

    public Support(ClaimReading claim, Statement statement, PassageText passage)
    {
        (Claim, Statement, Passage) = (claim, statement, passage);
        var tokens = claim.Text.Tokens;
        places = new IReadOnlyList<int>[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
            places[i] = tokens[i].IsWord ? statement.Reading.Find(tokens[i]) : [];

        // "Fell" stands where the statement has "declined".
        foreach (var direction in claim.Text.Directions.Where(d => places[d.At].Count == 0 && d.SaysChange))
            places[direction.At] =
                [.. statement.Reading.Directions.Where(d => d.Agrees(direction) && d.SaysChange).Select(d => d.At)];
        isInOrder = new Lazy<bool>(() => SameOrder.Is(this));
        namedColumns = new Lazy<NamedColumns>(() => NamedColumns.Of(claim.Text, statement));
    }

    /// <summary>Whether the claim is a part of the statement, in its words and order.</summary>
    public bool IsInOrder => isInOrder.Value;

    public NamedColumns NamedColumns => namedColumns.Value;

    public ClaimReading Claim { get; }

    public Statement Statement { get; }

    public PassageText Passage { get; }

    /// <summary>Where a word of the claim stands in the statement.</summary>
    public IReadOnlyList<int> Places(int at) => places[at];

    public bool Stands(int at) => places[at].Count > 0;

    /// <summary>
    /// Whether a word stands around the statement: in its headings, its lead, or the subject that its pronoun takes.
    /// </summary>
    public bool StandsAround(Token word) =>
        Statement.Around.Any(a => a.Find(word).Count > 0) || IsSubjectBefore(word);

    /// <summary>Whether a word is of the subject that the statement's pronoun takes from the one before.</summary>
    public bool IsSubjectBefore(Token word) =>
        Statement.Antecedent is not null
            && Statement.Subject.Any(s => s.Stem == word.Stem || ClaimWords.AreForms(s.Stem, word.Stem));

    /// <summary>Whether the statement has all the claim's figures, bound or not.</summary>
    public bool HasFigures => Claim.Text.Figures.All(f => FigureBinding.Stands(this, f));

    /// <summary>Whether a word of the claim stands here, and neither in another statement nor around it.</summary>
    public bool HasWordThatIsLacking(Support other) => other != this && Claim.Content.Any(i => IsHeld(i) && !other.IsHeld(i));

    /// <summary>Whether a word stands in the statement or around it.</summary>
    private bool IsHeld(int at) => Stands(at) || StandsAround(Claim.Text.Tokens[at]);

    /// <summary>The share of the claim's words that stand in the statement itself.</summary>
    public double WordShare => Claim.Content.Count == 0 ? 0 : (double)Claim.Content.Count(Stands) / Claim.Content.Count;

    /// <summary>Whether the statement says more of the claim than what stands around it.</summary>
    public bool IsMainlyOwn => Statement.IsRow || Statement.IsShort
        || Claim.Content.Count(Stands) + Claim.Text.Figures.Count >= Claim.Content.Count(
            i => !Stands(i) && StandsAround(Claim.Text.Tokens[i]));

    /// <summary>The share of the claim's words and figures that the statement holds, or what stands around it.</summary>
    /// <param name="figureWeight">What a figure counts beside a word.</param>
    public double Share(double figureWeight)
    {
        var (words, figures) = (Claim.Content, Claim.Text.Figures);
        var all = words.Count + (figures.Count * figureWeight);
        var held = words.Sum(
            i => Stands(i) ? 1 : !StandsAround(Claim.Text.Tokens[i]) ? 0 : Statement.IsShort
                || Statement.IsRow ? 1 : AroundWeight)
            + (figures.Count(f => FigureBinding.Stands(this, f)) * figureWeight);
        return all == 0 ? 0 : held / all;
    }
}
