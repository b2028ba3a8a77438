using Lectern.Web.Browser;
using Microsoft.JSInterop;

namespace Lectern.Web.Languages;

/// <summary>The page's language: the first of the browser's that there is, or the one that was chosen here.</summary>
internal sealed class Language(BrowserPage page) : IWriting
{
    private const string Setting = "language";

    public event Action? Changed;

    /// <summary>By which everything shown is made anew.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Null: as the browser.</summary>
    public string? Chosen => page.Setting(Setting);

    /// <summary>Each as <c>CODE NAME</c>, the name in the language itself.</summary>
    public IEnumerable<(string Code, string Name)> All =>
        page.Get<string>("languages").Split('\n').Select(line => (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]));

    /// <summary>
    /// Waits for the texts that the browser began to fetch with the page. They stay there, and each comes here when it is first
    /// said: to take them all costs the start more.
    /// </summary>
    public async Task LoadAsync()
    {
        if (!page.Get<bool>("hasTexts"))
            await page.CallAsync("untilTexts");
        Use();
    }

    /// <param name="code">Null: as the browser.</param>
    /// <returns>Whether its texts could be fetched; the page speaks as before where they could not.</returns>
    public async Task<bool> ChooseAsync(string? code)
    {
        var before = Chosen;
        page.KeepSetting(Setting, code);
        try
        {
            await page.CallAsync("chooseLanguage");
        }
        catch (JSException)
        {
            page.KeepSetting(Setting, before);
            return false;
        }

        Use();
        Changed?.Invoke();
        return true;
    }

    private void Use()
    {
        Code = page.Get<string>("language");
        Strings.Use(new StringTable(Code, page.Get<bool>("isRightToLeft"), key => page.Get<string>("template", key)), this);
    }

    public string Number(double number, int decimals) => page.Get<string>("number", number, decimals);

    public string Date(string time, DateStyle style) => page.Get<string>("date", time, style.ToString());
}
