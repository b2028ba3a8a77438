namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>A letter in its frame.</summary>
/// <param name="Start">Where it begins along the baseline, by the widths that the font declares.</param>
/// <param name="End">Where the next one would begin; not below <paramref name="Start"/>.</param>
/// <param name="Base">The baseline, counted down.</param>
/// <param name="Size">Of the letters, in points.</param>
/// <param name="Top">Of the ink, as far as the font is known.</param>
/// <param name="Shift">1 when it is raised above its line's letters, -1 when it is lowered.</param>
internal readonly record struct Glyph(
    string Text, double Start, double End, double Base, double Size, double Top, double Bottom, bool IsBold, bool IsSpace,
    sbyte Shift = 0);
