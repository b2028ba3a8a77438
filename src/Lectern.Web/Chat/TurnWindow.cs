namespace Lectern.Web.Chat;

/// <summary>
/// Which turns of a long session are near what is seen. Turns that were shown have the height that they had; others are guessed
/// from their length. Heights are CSS pixels.
/// </summary>
internal sealed class TurnWindow
{
    private const double Overscan = 900;
    private const double LeastHeight = 140;
    private const double LineHeight = 27;
    private const int LineCharacters = 85;
    private readonly Dictionary<Turn, double> measured = [];

    /// <summary>Where the visible part starts; infinite: at the end.</summary>
    public double Top { get; private set; } = double.PositiveInfinity;

    public double ViewHeight { get; private set; } = 900;

    public void ToEnd() => Top = double.PositiveInfinity;

    public void Clear()
    {
        measured.Clear();
        ToEnd();
    }

    public void Scroll(double top, double viewHeight) => (Top, ViewHeight) = (top, viewHeight);

    public void Measure(Turn turn, double height) => measured[turn] = height;

    /// <returns>The turns to show, and the space before and after them.</returns>
    public (int First, int Count, double Before, double After) Range(IReadOnlyList<Turn> turns)
    {
        var total = 0.0;
        foreach (var turn in turns)
            total += Height(turn);
        var top = Math.Min(Top, Math.Max(0, total - ViewHeight)) - Overscan;
        var bottom = Math.Min(Top, Math.Max(0, total - ViewHeight)) + ViewHeight + Overscan;
        var (first, before, y) = (0, 0.0, 0.0);
        while (first < turns.Count - 1 && y + Height(turns[first]) < top)
            y += Height(turns[first++]);
        before = y;
        var count = 0;
        while (first + count < turns.Count && (count == 0 || y < bottom))
            y += Height(turns[first + count++]);

        // The last turn is where answers grow: it stays, also while something else is read.
        return (first, count, before, Math.Max(0, total - y));
    }

    private double Height(Turn turn) => measured.TryGetValue(turn, out var height) ? height : Guess(turn);

    private static double Guess(Turn turn)
    {
        var characters = turn.Prompt.Length;
        foreach (var part in turn.Parts)
            characters += part is TextPart text ? text.Text.Length : LineCharacters;
        return LeastHeight + (characters / LineCharacters * LineHeight);
    }
}
