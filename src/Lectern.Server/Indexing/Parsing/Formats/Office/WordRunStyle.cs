namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <param name="Shift">1 above the line, -1 below, 0 on it.</param>
internal readonly record struct WordRunStyle(bool IsHidden, bool IsStruck, int Shift)
{
    public static WordRunStyle Plain { get; }
}
