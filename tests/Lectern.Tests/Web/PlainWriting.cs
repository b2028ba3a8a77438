using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lectern.Tests.Fakes;
using Lectern.Web.Languages;

namespace Lectern.Tests.Web;

/// <summary>English without a browser: the tests of what the page says read the page's own file.</summary>
internal sealed class PlainWriting : IWriting
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "src/Lectern.Web/wwwroot/languages");

    [ModuleInitializer]
    internal static void SpeakEnglish()
    {
        var texts = Texts("en");
        Strings.Use(new StringTable("en", false, key => texts[key]), new PlainWriting());
    }

    /// <summary>What a language's file says: plain texts by their keys, counted ones by <c>KEY.FORM</c>.</summary>
    public static Dictionary<string, string> Texts(string language)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, language + ".json")));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.String)
                texts.Add(entry.Name, entry.Value.GetString()!);
            else
                foreach (var form in entry.Value.EnumerateObject())
                    texts.Add(entry.Name + "." + form.Name, form.Value.GetString()!);
        }

        return texts;
    }

    public string Number(double number, int decimals) =>
        number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public string Date(string time, DateStyle style) => time;
}
