namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A row of a table.</summary>
/// <param name="Tokens">The words of each column's head, then of its cell, in its column.</param>
/// <param name="Section">The row that is the title of the rows below it, or null.</param>
/// <param name="Prose">The cells that hold sentences; none in most tables.</param>
internal sealed record TableRow(
    int Start, int End, IReadOnlyList<Token> Tokens, TextReading? Section, IReadOnlyList<(int Start, int End)> Prose);
