using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>A statement with a measure, of a passage whose date may be known. Thread-safe.</summary>
/// <param name="number">Of the passage, among those that are compared.</param>
/// <param name="share">Of the question's words, those that it holds.</param>
internal sealed class DatedStatement(int number, DatedPassage passage, Statement statement, double share)
{
    /// <summary>Verbs between a subject and its figure.</summary>
    private static readonly HashSet<string> Linking = WordList.Set("""
        last lasts lasting run runs amount amounts apply applies set fixed remain remains equal equals hold holds valid read reads
        follows follow following hereby accordingly currently now today cost costs gilt gelten betragt betragen dauert lautet
        kostet jetzt nunmehr kunftig soll sollen muss est dure duree shall should
        """);

    /// <summary>What was, and does not hold any more, is no rule that another could take the place of.</summary>
    private static readonly HashSet<string> Past = WordList.Set("""
        was were had did rose fell grew reached amounted totalled totaled recorded counted lasted ran cost became won lost
        war waren hatte hatten betrug betrugen lag lagen stieg sank dauerte wurde wurden etait fut fue era estaba
        """);

    private const int BeforeDate = 3;

    private static readonly HashSet<string> Beginnings =
        WordList.Set("from since as effective starting beginning ab seit wirkung depuis desde");

    private static readonly HashSet<string> ToMeasure = WordList.Set("to from by with of auf von durch a par por");

    private IReadOnlyList<Token>? content;
    private IReadOnlyList<int>? names;

    public int Number => number;

    public DatedPassage Passage => passage;

    public Statement Statement => statement;

    public double Share => share;

    public IReadOnlyList<Measure> Measures { get; } = Measure.Of(statement);

    public bool IsPast => statement.Tokens.Any(t => Past.Contains(t.Word) && t.Column < 0);

    /// <summary>Whether it says that something is changed.</summary>
    public bool SaysChange => statement.Tokens.Any(t => DocumentWords.IsChange(t.Word));

    /// <summary>The document's date, else the one from which the statement says that it holds.</summary>
    public DocumentDate? Date => passage.Date is { IsOwn: true } own ? own
        : statement.Reading.Figures.FirstOrDefault(f => IsBeginning(f)) is { Date: { } date }
            && CalendarDate.Of(date.Year!.Value, date.Month, date.Day) is { } begins ? new DocumentDate(begins, DateSources.Text)
        : passage.Date;

    /// <summary>The words that say what it is about, each once, with those of the subject that its pronoun takes.</summary>
    public IReadOnlyList<Token> Content => content ??=
        [.. Enumerable.Range(0, statement.Tokens.Count).Where(i => statement.Reading.IsContent(i) && !SaysMeasureChange(i))
            .Select(i => statement.Tokens[i])
            .Concat(statement.Antecedent is null ? [] : statement.Subject.Where(t => t.IsContent))
            .Where(t => !Linking.Contains(t.Word)).DistinctBy(t => t.Stem)];

    public bool Holds(Token word) => statement.Reading.Find(word).Count > 0 || statement.Around.Any(a => a.Find(word).Count > 0)
        || (statement.Antecedent is not null && statement.Subject.Any(s => s.Stem == word.Stem));

    public bool IsName(Token word) =>
        (names ??= Names.Of(statement.Reading, _ => false)).Any(n => statement.Tokens[n].Stem == word.Stem);

    /// <summary>Dates, times and numbers that are no measures, but for a day from which it holds.</summary>
    public IEnumerable<Figure> Others => statement.Reading.Figures.Where(
        f => !f.IsWeak && f.Unit != Units.Place && Measures.All(m => m.Figure != f) && !IsBeginning(f));

    /// <summary>"Is extended to", "wird auf … erhöht".</summary>
    private bool SaysMeasureChange(int at) => DocumentWords.IsChange(statement.Tokens[at].Word)
        && (at + 1 < statement.Tokens.Count && statement.Tokens[at + 1].IsWord
            ? ToMeasure.Contains(statement.Tokens[at + 1].Word)
            : statement.Tokens.Take(at).Any(t => t.Word is "auf" or "durch" or "von"));

    /// <summary>"As of 1 May 2023", "effective 1 May 2023".</summary>
    private bool IsBeginning(Figure figure) => figure.Date is { Year: not null }
        && statement.Tokens.Take(figure.First).TakeLast(BeforeDate).Any(t => Beginnings.Contains(t.Word));
}
