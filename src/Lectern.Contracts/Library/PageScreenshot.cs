using System.Globalization;

namespace Lectern.Contracts;

/// <summary>The attachment that is the picture of a file's page. Pages count from 1.</summary>
public static class PageScreenshot
{
    private const string Before = "screenshots/page_";
    private const string After = ".jpg";

    /// <summary>The attachment's name.</summary>
    public static string NameOf(int page) => string.Create(CultureInfo.InvariantCulture, $"{Before}{page}{After}");

    /// <returns>The page; null for the name of another attachment.</returns>
    public static int? PageOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var number = name.AsSpan(Math.Min(name.Length, Before.Length)).TrimEnd(After);
        return int.TryParse(
            number, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && NameOf(page) == name ? page : null;
    }
}
