namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>How a level of a list counts.</summary>
/// <param name="Format">1, a, A, i or I; nothing where it has no numbers.</param>
/// <param name="Shown">How many levels a number shows, such as 2 for 3.1.</param>
internal sealed record ListLevel(string Format, string Prefix, string Suffix, int Start, int Shown);
