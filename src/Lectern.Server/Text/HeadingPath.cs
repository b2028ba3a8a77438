namespace Lectern.Server.Text;

/// <summary>The headings above a part of a document, outermost first, as one text.</summary>
internal static class HeadingPath
{
    private const string Joint = " > ";

    /// <summary>Levels of headings that are told apart.</summary>
    private const int MaxLevel = 6;

    public static string Of(IEnumerable<string> headings) => string.Join(Joint, headings);

    /// <returns>The headings of as many levels as are told apart.</returns>
    public static string[] Split(string path) => [.. path.Split(Joint, StringSplitOptions.RemoveEmptyEntries).Take(MaxLevel)];

    /// <summary>Headings as Markdown has them, each below the one before.</summary>
    public static string Markdown(IEnumerable<string> headings) =>
        string.Concat(headings.Select((h, i) => $"{new string('#', i + 1)} {OneLine.Of(h)}\n\n"));
}
