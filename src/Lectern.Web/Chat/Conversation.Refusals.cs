using System.Net;
using Lectern.Client;
using Lectern.Web.Browser;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>What becomes of a question that the server does not take.</summary>
internal sealed partial class Conversation
{
    /// <summary>
    /// A question that was never taken leaves no trace; an answer that was lost on its way is looked for.
    /// </summary>
    /// <param name="asked">The session that was asked in; null when none could be made.</param>
    private async Task RefusedAsync(Turn turn, LecternException e, string? asked)
    {
        IsStopping = false;
        if (turn.IsAccepted)
        {
            turn.Failure = Words.Of(e);
            turn.Touch();
            if (!account.Note(e))
                Changed?.Invoke();
            return;
        }

        Return(turn, e);
        if (e is LecternNotFoundException && asked is not null)
            Missing(asked);
        else if (e is LecternConflictException)
            await CatchUpAsync();
    }

    /// <summary>Whether the server has certainly not taken the question.</summary>
    /// <remarks>
    /// A conflict may be with the question itself, and behind most faults of a server it may run. A key that was refused is
    /// followed by another one, which asks again where the first did.
    /// </remarks>
    private static bool IsRefusal(LecternException e) => e switch
    {
        LecternConflictException or LecternAuthenticationException => false,
        LecternServerException fault =>
            fault.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage,
        _ => e is LecternApiException,
    };

    /// <summary>A question that was not asked, or refused, takes along the session that was made for it.</summary>
    /// <param name="made">For this question; null when it was there before.</param>
    /// <param name="versionOf">The session of which that is a version; null when it is none.</param>
    /// <param name="opened">The chat that it was to be asked in.</param>
    /// <param name="e">Why it was refused; null when it was stopped before it was asked.</param>
    private Task TakeBackAsync(Turn turn, string? made, string? versionOf, int opened, LecternException? e)
    {
        if (made is not null && begun != opened)
            return versionOf is null ? DiscardAsync(made, turn, e) : BackToAsync(versionOf, made, turn, e);
        Return(turn, e);
        return Task.CompletedTask;
    }

    /// <summary>A question whose chat was left before it was asked waits there, in the box.</summary>
    /// <remarks>A version that was made for it goes, unless something was added there.</remarks>
    /// <param name="draft">Of that chat, when it was left.</param>
    private Task LeftAsync(Turn turn, string? made, string? versionOf, int opened, string draft)
    {
        if (made is not null && versionOf is not null && begun != opened)
            return BackToAsync(versionOf, made, turn, null);
        page.Call("returnPrompt", turn.Prompt, draft);
        return Task.CompletedTask;
    }

    /// <summary>A first question takes along the session that was made for it, and nothing else.</summary>
    private async Task DiscardAsync(string made, Turn turn, LecternException? e)
    {
        sessions.Forget(made);
        if (SessionId == made)
        {
            (SessionId, IsBound) = (null, false);
            isDiscarding = IsAt(made);
            GoFrom(made);
            Return(turn, e);
        }

        await DeleteUnusedAsync(made);
    }

    /// <summary>
    /// A chat without a question that lost its last file was begun for that file: it goes, and what is typed stays.
    /// </summary>
    /// <returns>Whether it went.</returns>
    public async Task<bool> DiscardEmptyAsync()
    {
        if (SessionId is not { } id || turns.Count > 0 || Title is not null || State is not ConversationState.Ready
            || IsAsking)
            return false;
        (SessionId, IsBound, OwnIndexId, begun, State) = (null, false, null, null, ConversationState.New);
        sessions.Forget(id);
        isDiscarding = IsAt(id);
        GoFrom(id);
        Changed?.Invoke();
        await DeleteUnusedAsync(id);
        return true;
    }

    /// <summary>Its words go back to the box.</summary>
    private void Return(Turn turn, LecternException? e)
    {
        turns.Remove(turn);
        IsStopping = false;
        if (turns.Count == 0 && SessionId is null)
            State = ConversationState.New;
        Fault(e);
        page.Call("returnPrompt", turn.Prompt, Draft);
    }
}
