namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>How letters look; null where a style does not say it.</summary>
/// <param name="Shift">1 above the line, -1 below, 0 on it.</param>
internal sealed record LetterStyle(bool IsHidden, bool? IsStruck, int? Shift);
