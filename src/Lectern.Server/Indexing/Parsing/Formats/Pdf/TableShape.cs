namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What tells whether a table goes on on the next page.</summary>
/// <param name="Columns">Where they begin.</param>
/// <param name="HasHead">Whether its first row is the head of the others.</param>
internal sealed record TableShape(double[] Columns, bool HasHead);
