namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A row of a table.</summary>
/// <param name="Tokens">The words of each column's head, then of its cell, in its column.</param>
/// <param name="Section">The row that is the title of the rows below it, or null.</param>
/// <param name="Prose">The cells that hold sentences; none in most tables.</param>
internal sealed record TableRow(
    int Start, int End, IReadOnlyList<Token> Tokens, TextReading? Section, IReadOnlyList<(int Start, int End)> Prose)
{
    /// <summary>Less than a reading may have, and room for the key.</summary>
    private const int ManyTokens = 250;

    /// <summary>
    /// A wide row in pieces that can be compared with a claim: as many columns as fit, each piece with the row's key.
    /// </summary>
    public IEnumerable<IReadOnlyList<Token>> Parts()
    {
        if (Tokens.Count <= ManyTokens)
        {
            yield return Tokens;
            yield break;
        }

        var key = Tokens.TakeWhile(t => t.Column <= 0).ToList();
        var part = new List<Token>(key);
        foreach (var column in Tokens.Skip(key.Count).GroupBy(t => t.Column).Select(c => c.ToList()))
        {
            if (part.Count > key.Count && part.Count + column.Count > ManyTokens)
            {
                yield return part;
                part = [.. key];
            }

            part.AddRange(column);
        }

        yield return part;
    }
}
