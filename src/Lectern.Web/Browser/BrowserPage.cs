using Microsoft.JSInterop;

namespace Lectern.Web.Browser;

/// <summary>What the page needs of the browser beyond Blazor: the functions of <c>lectern.js</c>.</summary>
internal sealed class BrowserPage(IJSRuntime runtime)
{
    private readonly IJSInProcessRuntime js = (IJSInProcessRuntime)runtime;

    public string? Key => js.Invoke<string?>("lectern.key");

    /// <summary>
    /// The key of the link that opened the page, asked for once: empty when it is damaged, null when there was none.
    /// </summary>
    public string? TakeOffered() => js.Invoke<string?>("lectern.takeOffered");

    public void KeepKey(string? key) => js.InvokeVoid("lectern.keepKey", key);

    public string? Setting(string name) => js.Invoke<string?>("lectern.setting", name);

    public void KeepSetting(string name, string? value) => js.InvokeVoid("lectern.keepSetting", name, value);

    public void ShowTheme(string theme) => js.InvokeVoid("lectern.theme", theme);

    public ValueTask<bool> CopyAsync(string text) => js.InvokeAsync<bool>("lectern.copy", text);

    public void Save(string name, string text) => js.InvokeVoid("lectern.save", name, text);

    /// <returns>HTML of spans, or null where there are no colours for this language.</returns>
    public ValueTask<string?> HighlightAsync(string code, string language) =>
        js.InvokeAsync<string?>("lectern.highlight", code, language);

    /// <returns>MathML, or null when it is no formula or KaTeX is not there.</returns>
    public ValueTask<string?> FormulaAsync(string source, bool isBlock) =>
        js.InvokeAsync<string?>("lectern.formula", source, isBlock);

    public void Tell(string what, string id) => js.InvokeVoid("lectern.tell", what, id);

    public ValueTask CallAsync(string function, params object?[] arguments) =>
        js.InvokeVoidAsync("lectern." + function, arguments);

    public void Call(string function, params object?[] arguments) => js.InvokeVoid("lectern." + function, arguments);

    public T Get<T>(string function, params object?[] arguments) => js.Invoke<T>("lectern." + function, arguments);

    public ValueTask<T> GetAsync<T>(string function, params object?[] arguments) =>
        js.InvokeAsync<T>("lectern." + function, arguments);
}
