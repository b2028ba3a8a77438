using System.Globalization;

namespace Lectern.Web.Sources;

/// <summary>The attachment that is the picture of a file's page.</summary>
internal static class PagePicture
{
    private const string Before = "screenshots/page_";
    private const string After = ".jpg";

    /// <param name="number">From 1.</param>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Before}{number}{After}");

    /// <returns>The page's number; null for what is no such picture.</returns>
    public static int? NumberOf(string name) =>
        name.StartsWith(Before, StringComparison.Ordinal)
        && int.TryParse(
            name.AsSpan(Before.Length, Math.Max(0, name.Length - Before.Length - After.Length)), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
