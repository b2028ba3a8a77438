using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>A whole answer.</summary>
/// <param name="Text">Markdown with its marks; between the texts of several steps stands an empty line.</param>
/// <param name="Citations">Of <paramref name="Text"/>: their positions count in it, in Unicode code points.</param>
/// <param name="Stop">The turn's end, with its usage and with the indexes that could not be searched.</param>
public sealed record Answer(string Text, IReadOnlyList<Citation> Citations, StopEvent Stop);
