using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>
/// Where a claim says the heads of a row's columns, whole: "Top-100", "January–June 2023", "High" of "High ($)". A figure in
/// one is part of a name. Of heads that begin alike the longest is said. Thread-safe.
/// </summary>
internal sealed class NamedColumns
{
    private static readonly NamedColumns None = new([]);

    private readonly List<Named> all;

    private NamedColumns(List<Named> all) => this.all = all;

    public static NamedColumns Of(TextReading claim, Statement row)
    {
        if (!row.IsRow)
            return None;
        var heads = Heads(row.Tokens).ToLookup(h => Key(h.Words[0]), StringComparer.Ordinal);
        var words = Enumerable.Range(0, claim.Tokens.Count).Where(i => claim.Tokens[i].Kind != TokenKind.Sign).ToList();
        var named = new List<Named>();
        for (var i = 0; i < words.Count; i++)
        {
            var said = heads[Key(claim.Tokens[words[i]])].Where(h => IsSaid(h.Words, claim.Tokens, words, i)).ToList();
            if (said.Count == 0)
                continue;
            var length = said.Max(h => h.Words.Count);
            named.Add(new Named(
                words[i], words[i + length - 1], said.Where(h => h.Words.Count == length).Select(h => h.Column).ToHashSet()));
            i += length - 1;
        }

        return new NamedColumns(named);
    }

    /// <summary>Whether a token of the claim is part of a head's name.</summary>
    public bool Covers(int token) => all.Exists(n => n.First <= token && token <= n.Last);

    /// <summary>The columns that a figure of the claim is said of; null where no head is named for it.</summary>
    /// <param name="figures">The claim's figures that are no part of a name: a name goes with the nearest.</param>
    public IReadOnlySet<int>? For(Figure figure, IReadOnlyList<Figure> figures)
    {
        HashSet<int>? columns = null;
        foreach (var name in all.Where(n => figures.MinBy(f => Distance(f, n)) == figure))
        {
            if (columns is null)
                columns = [.. name.Columns];
            else
                columns.IntersectWith(name.Columns);
        }

        return columns is { Count: > 0 } ? columns : null;
    }

    private static int Distance(Figure figure, Named name) => figure.First > name.Last ? 2 * (figure.First - name.Last)
        : (2 * (name.First - figure.Last)) + 1;

    /// <summary>
    /// The words of each line of each column's head, and the same without what stands in brackets at its end. The first column's
    /// says what the rows are.
    /// </summary>
    private static IEnumerable<(int Column, List<Token> Words)> Heads(IReadOnlyList<Token> tokens)
    {
        for (var from = 0; from < tokens.Count;)
        {
            var to = from + 1;
            while (to < tokens.Count && tokens[to].IsHead && tokens[to].Column == tokens[from].Column
                && tokens[to].Start > tokens[to - 1].Start)
            {
                to++;
            }

            if (tokens[from] is { IsHead: true, Column: > 0 })
            {
                var head = tokens.Skip(from).Take(to - from).ToList();
                var whole = Words(head);
                var plain = head.FindIndex(t => t.Is('(')) is > 0 and var bracket ? Words(head[..bracket]) : [];
                if (whole.Count > 0)
                    yield return (tokens[from].Column, whole);
                if (plain.Count > 0 && plain.Count < whole.Count)
                    yield return (tokens[from].Column, plain);
            }

            from = to;
        }
    }

    private static List<Token> Words(List<Token> head) => head.FindAll(t => t.Kind != TokenKind.Sign);

    private static bool IsSaid(List<Token> head, IReadOnlyList<Token> claim, List<int> words, int at)
    {
        if (at + head.Count > words.Count)
            return false;
        for (var i = 0; i < head.Count; i++)
        {
            if (Key(head[i]) != Key(claim[words[at + i]]))
                return false;
        }

        // "A" is a column's name, "a" is none.
        return head.Count > 1 || head[0].Word.Length > 2 || claim[words[at]].IsCapital
            || claim[words[at]].Kind == TokenKind.Number;
    }

    private static string Key(Token token) => token.IsWord ? token.Stem.TrimStart('\'') : token.Word;

    private sealed record Named(int First, int Last, HashSet<int> Columns);
}
