namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>A word and its rectangle, in points from the page's top left.</summary>
internal readonly record struct PlacedWord(string Text, double X, double Y, double Width, double Height, double FontSize);
