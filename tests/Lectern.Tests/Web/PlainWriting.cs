using System.Globalization;
using System.Runtime.CompilerServices;
using Lectern.Tests.Fakes;
using Lectern.Web.Languages;

namespace Lectern.Tests.Web;

/// <summary>English without a browser: the tests of what the page says read the page's own file.</summary>
internal sealed class PlainWriting : IWriting
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "src/Lectern.Web/wwwroot/languages");

    [ModuleInitializer]
    internal static void SpeakEnglish() => Strings.Use(Table("en"), new PlainWriting());

    public static StringTable Table(string language, bool isRightToLeft = false) =>
        StringTable.Read(language, isRightToLeft, File.ReadAllText(Path.Combine(Folder, language + ".json")));

    public string Number(double number, int decimals) =>
        number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public string Date(string time, DateStyle style) => time;
}
