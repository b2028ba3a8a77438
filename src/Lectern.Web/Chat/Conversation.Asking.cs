using System.Security.Cryptography;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Browser;

namespace Lectern.Web.Chat;

/// <summary>What can be asked: a question, the same again, another in its place.</summary>
internal sealed partial class Conversation
{
    /// <summary>Asks. The question returns to the box when the server does not take it.</summary>
    public Task AskAsync(string prompt) => AskAsync(prompt, null);

    /// <param name="versionOf">The session of which the open one was just made as a version, for this question.</param>
    private async Task AskAsync(string prompt, string? versionOf)
    {
        if (IsAsking)
            return;
        var turn = new Turn(prompt, turns.Count + 1);
        turns.Add(turn);
        (State, Problem, end) = (ConversationState.Ready, null, new CancellationTokenSource());
        Changed?.Invoke();
        var (token, stop, opened) = (leave.Token, end.Token, Opened);
        var asked = SessionId;
        var made = versionOf is null ? null : asked;
        var isSent = false;

        // Its words go to the draft that the chat has when it is left: a file may have begun its session by then.
        string? draft = null;
        using var left = token.Register(() => draft = Draft);
        try
        {
            if (await FindWhyNotAsync(token, stop) is { } problem)
            {
                await TakeBackAsync(turn, made, versionOf, opened, null);
                Say(problem);
                return;
            }

            // A file may have begun the session meanwhile.
            asked = SessionId ?? (made = await CreateAsync(token));
            stop.ThrowIfCancellationRequested();
            isSent = true;
            await FollowAsync(turn, account.Client.Chat.StreamAsync(asked, prompt, OptionsOf(turn, stop), token), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (!isSent)
                await LeftAsync(turn, made, versionOf, opened, draft ?? Draft);
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await TakeBackAsync(turn, made, versionOf, opened, null);
            return;
        }
        catch (LecternException e)
        {
            if (made is not null && !turn.IsAccepted && IsRefusal(e) && begun != opened)
                await TakeBackAsync(turn, made, versionOf, opened, e);
            else if (!token.IsCancellationRequested)
                await RefusedAsync(turn, e, asked);
            return;
        }

        unanswered = null;
    }

    /// <summary>What is asked, and of which model: both may still have to be looked up.</summary>
    /// <returns>Why nothing can be asked; null where something can.</returns>
    private async Task<string?> FindWhyNotAsync(CancellationToken token, CancellationToken stop)
    {
        var own = OwnIndexId;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token, stop);
        await models.LoadAsync().WaitAsync(ended.Token);
        return await ChooseAllAsync(own, ended.Token);
    }

    private ChatStreamOptions OptionsOf(Turn turn, CancellationToken stop)
    {
        turn.Model = models.ToAsk(Model);
        var body = string.Join('\n', [.. IndexIds, turn.Model, turn.Prompt]);
        var key = unanswered?.Body == body ? unanswered.Value.Key : Convert.ToHexStringLower(
            RandomNumberGenerator.GetBytes(16));
        unanswered = (body, key);
        return new ChatStreamOptions
        {
            IndexIds = IsBound && turns.Count > 1 ? null : IndexIds.Count == 0 && OwnIndexId is { } own ? [own] : IndexIds,
            Model = turn.Model,
            IdempotencyKey = key,
            EndTurn = stop,
            Interrupted = new Interruption(this, turn),
        };
    }

    public void Stop()
    {
        if (Running is null || IsStopping)
            return;
        IsStopping = true;
        Changed?.Invoke();
        end?.Cancel();
    }

    /// <summary>
    /// Asks a turn's question again: in place of a failed end, otherwise in another version of the chat.
    /// </summary>
    public Task RetryAsync(Turn turn) =>
        turn == turns[^1] && turn is { Stop: { IsError: true } or { Cancelled: true } } ? AskAsync(
            turn.Prompt) : AskInsteadAsync(turn, turn.Prompt);

    /// <summary>Makes a version of the chat as it was before a question, and asks another one there.</summary>
    /// <param name="model">Which answers it and what follows; null for the one that is chosen now.</param>
    /// <param name="indexIds">What is asked from there on; null for the same.</param>
    public async Task AskInsteadAsync(
        Turn turn, string prompt, string? model = null, IReadOnlyList<string>? indexIds = null)
    {
        if (SessionId is not { } id || IsAsking)
            return;
        var token = leave.Token;
        forking = token;
        Changed?.Invoke();
        ChatSessionSummary fork;
        try
        {
            fork = await account.Client.Chats.ForkVersionAsync(id, turn.Number, indexIds);
        }
        catch (LecternException e)
        {
            if (token.IsCancellationRequested)
            {
                account.Note(e);
                return;
            }

            forking = null;
            Fault(e);
            page.Call("returnPrompt", prompt, Draft);
            return;
        }

        if (token.IsCancellationRequested)
        {
            // Another session was opened just now, and nothing was asked in this one.
            await DeleteUnusedAsync(fork.SessionId);
            return;
        }

        var kept = turns.Take(turn.Number - 1).ToList();
        var chosen = picked;
        Leave();
        (SessionId, Title, turns, State, IsBound) = (
            fork.SessionId, fork.GeneratedTitle, kept, ConversationState.Ready, fork.IndexIds is not null);
        (IndexIds, remembered, picked, begun) = (fork.IndexIds ?? IndexIds, fork.Model, model ?? picked, null);
        lastUpdated = fork.LastUpdatedAt;
        sessions.Replace(id, fork);
        GoFrom(id);
        _ = LoadVersionsAsync(fork.SessionId);
        await AskAsync(prompt, versionOf: id);
        if (model is null || picked != model || SessionId != id)
            return;

        // It was refused, and the one that was chosen before is chosen again.
        picked = chosen;
        Changed?.Invoke();
    }
}
