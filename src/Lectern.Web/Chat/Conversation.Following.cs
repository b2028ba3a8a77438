using System.Diagnostics;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Languages;

namespace Lectern.Web.Chat;

/// <summary>How a running turn is followed, wherever it was asked.</summary>
internal sealed partial class Conversation
{
    /// <summary>After so long without a word it is asked why.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    /// <summary>Follows a turn that was asked elsewhere or before this page was loaded, from its first event.</summary>
    private async Task ResumeAsync(Turn turn, CancellationToken token)
    {
        end = new CancellationTokenSource();
        var options = new ChatStreamOptions { EndTurn = end.Token, Interrupted = new Interruption(this, turn) };
        turn.Reset();
        await FollowAsync(turn, account.Client.Chat.ResumeAsync(SessionId!, null, options, token), token);
        if (turn.IsRunning)
            await LoadAsync(SessionId!);
    }

    private async Task FollowAsync(Turn turn, IAsyncEnumerable<ChatEvent> events, CancellationToken token)
    {
        var work = Stopwatch.StartNew();
        await foreach (var next in events.WithCancellation(token))
        {
            var isFirst = !turn.IsAccepted;
            turn.Apply(next);
            if (isFirst)
            {
                Accepted(turn);
                _ = WatchWaitAsync(turn, SessionId!, token);
            }

            Grew?.Invoke();
            if (work.Elapsed > LongestWork)
            {
                await Task.Delay(1, token);
                work.Restart();
            }
        }

        if (turn.Stop is not null)
            await EndedAsync();
    }

    /// <summary>Says why nothing comes: the model's server has too much to do, or others are first.</summary>
    private async Task WatchWaitAsync(Turn turn, string sessionId, CancellationToken token)
    {
        var seen = -1;
        while (turn.IsRunning && !token.IsCancellationRequested)
        {
            await Task.Delay(Silence, token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (seen == turn.Version && turn.IsRunning && !token.IsCancellationRequested)
            {
                var wait = await FindWaitAsync(sessionId);
                if (seen == turn.Version && wait != turn.Wait)
                {
                    turn.Wait = wait;
                    turn.Touch();
                    Grew?.Invoke();
                }
            }

            seen = turn.Version;
        }
    }

    private async Task<string?> FindWaitAsync(string sessionId)
    {
        try
        {
            return await account.Client.Chats.GetWaitAsync(sessionId) switch
            {
                { WaitsFor: "model", Seconds: { } seconds } =>
                    Strings.Of("answer.model_busy", new Phrase(Strings.Of("time.s", seconds))),
                { WaitsFor: "place" } => Strings.Of("answer.queued"),
                _ => null,
            };
        }
        catch (LecternException e)
        {
            // The stream itself says what is wrong with the connection.
            account.Note(e);
            return null;
        }
    }

    private void Accepted(Turn turn)
    {
        if (turn.Model is { } asked)
            (remembered, picked) = (asked, picked == asked ? null : picked);
        page.Tell("asked", SessionId!);
        Changed?.Invoke();

        // Its first question names a chat: others begin while its answer comes.
        if (Title is null)
            _ = LookAsync(SessionId!);
    }

    private async Task EndedAsync()
    {
        IsStopping = false;
        Changed?.Invoke();
        var id = SessionId!;
        page.Tell("answered", id);
        await LookAsync(id);
    }

    /// <summary>Shows how a chat is named now, here and in the list.</summary>
    private async Task LookAsync(string id)
    {
        try
        {
            var summary = await account.Client.Chat.GetSummaryAsync(id);
            sessions.Put(summary);
            if (SessionId == id)
            {
                lastUpdated = summary.LastUpdatedAt;
                Retitled(summary);
            }
        }
        catch (LecternException e)
        {
            // Its title comes with the next look.
            account.Note(e);
        }
    }

    /// <summary>Stops to follow; what runs goes on.</summary>
    private void Leave()
    {
        leave.Cancel();
        leave = new CancellationTokenSource();
        (end, IsStopping) = (null, false);
    }

    private sealed class Interruption(Conversation conversation, Turn turn) : IProgress<StreamInterruption>
    {
        public void Report(StreamInterruption value)
        {
            turn.IsInterrupted = true;
            turn.Touch();
            conversation.Grew?.Invoke();
        }
    }
}
