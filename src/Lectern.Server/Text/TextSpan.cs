using System.Globalization;

namespace Lectern.Server.Text;

/// <param name="Start">Unicode code points in the parsed text.</param>
/// <param name="End">Exclusive.</param>
internal readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Of <c>START-END</c>; null for anything else.</summary>
    public static TextSpan? Parse(string text) =>
        text.Split('-') is [var from, var to] && int.TryParse(from, out var start) && int.TryParse(to, out var end) && start >= 0
            && end > start
            ? new TextSpan(start, end)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}-{End}");
}
