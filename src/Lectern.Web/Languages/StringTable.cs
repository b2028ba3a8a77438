using System.Text;

namespace Lectern.Web.Languages;

/// <summary>What the page says in one language: each text by its key, in forms where it counts something.</summary>
/// <param name="language">Its code: <c>en</c>.</param>
/// <param name="isRightToLeft">Words that are put into a text are set apart from it, as they may run the other way.</param>
/// <param name="find">A text by its key, one that counts by <c>KEY.FORM</c>; asked once for each.</param>
internal sealed class StringTable(string language, bool isRightToLeft, Func<string, string> find)
{
    private const char Isolate = '\u2068';
    private const char EndOfIsolate = '\u2069';
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public string Language { get; } = language;

    public bool IsRightToLeft { get; } = isRightToLeft;

    public string Of(string key) => texts.TryGetValue(key, out var text) ? text : texts[key] = find(key);

    /// <returns>The text with <c>{0}</c>, <c>{1}</c> … replaced.</returns>
    public string Of(string key, params ReadOnlySpan<object> values) => Fill(Of(key), values);

    /// <param name="number">Chooses the form, and is <c>{0}</c>.</param>
    public string Count(string key, long number, params ReadOnlySpan<object> values) =>
        Fill(Of(key + "." + Plurals.Form(Language, number)), [number, .. values]);

    private string Fill(string text, ReadOnlySpan<object> values)
    {
        var filled = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i) is ['{', >= '0' and <= '9' and var digit, '}', ..] && digit - '0' < values.Length)
            {
                filled.Append(Written(values[digit - '0']));
                i += 2;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }

    private string Written(object value) => value switch
    {
        int or long => Strings.Number(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        string words when IsRightToLeft => Isolate + words + EndOfIsolate,
        _ => value.ToString() ?? "",
    };
}
