using System.Globalization;

namespace Lectern.Web.Languages;

/// <summary>
/// What the page says, in the language that it is shown in. All of it stands in <c>wwwroot/languages</c>, a file a language;
/// sentences of the server are shown as they come.
/// </summary>
internal static class Strings
{
    private static StringTable? table;
    private static IWriting? writing;

    public static bool IsRightToLeft => Table.IsRightToLeft;

    /// <summary>As sentences of the server are.</summary>
    public static bool IsEnglish => Table.Language == "en";

    private static StringTable Table => table ?? throw new InvalidOperationException("No language was loaded.");

    private static IWriting Writing => writing ?? throw new InvalidOperationException("No language was loaded.");

    public static void Use(StringTable table, IWriting writing) => (Strings.table, Strings.writing) = (table, writing);

    public static string Of(string key) => Table.Of(key);

    public static string Of(string key, params ReadOnlySpan<object> values) => Table.Of(key, values);

    /// <param name="number">Chooses the form, and is <c>{0}</c>.</param>
    public static string Count(string key, long number, params ReadOnlySpan<object> values) => Table.Count(key, number, values);

    public static string Number(double number, int decimals = 0) => Writing.Number(number, decimals);

    public static string Date(DateTimeOffset time, DateStyle style) =>
        Writing.Date(time.ToString("O", CultureInfo.InvariantCulture), style);

    public static string Date(DateOnly day, DateStyle style) =>
        Writing.Date(day.ToString("yyyy-MM-dd'T12:00'", CultureInfo.InvariantCulture), style);
}
