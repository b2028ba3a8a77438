namespace Lectern.Web.Browser;

/// <param name="Action">The button's words, or null.</param>
internal sealed record Notice(string Text, string? Action, Func<Task>? Act)
{
    public bool IsError { get; init; }
}
