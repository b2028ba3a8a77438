namespace Lectern.Web.Browser;

/// <summary>Short notices at the page's edge, each with at most one thing to do about it.</summary>
internal sealed class Notices
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);
    private readonly List<Notice> notices = [];

    public event Action? Changed;

    public IReadOnlyList<Notice> All => notices;

    public void Say(string text) => _ = ShowAsync(new Notice(text, null, null), Shown);

    public void Fail(Exception e) => _ = ShowAsync(new Notice(Words.Of(e), null, null) { IsError = true }, Shown);

    /// <summary>Shows a notice with a button until it is pressed or the time is over.</summary>
    public Task OfferAsync(string text, string action, Func<Task> act, TimeSpan time) =>
        ShowAsync(new Notice(text, action, act), time);

    public void Close(Notice notice)
    {
        if (notices.Remove(notice))
            Changed?.Invoke();
    }

    private async Task ShowAsync(Notice notice, TimeSpan time)
    {
        notices.Add(notice);
        Changed?.Invoke();
        await Task.Delay(time);
        Close(notice);
    }
}
