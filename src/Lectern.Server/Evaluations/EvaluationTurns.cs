using Lectern.Contracts;
using Lectern.Server.Dialects;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Platform.Keys;

namespace Lectern.Server.Evaluations;

/// <summary>Asks one question in a turn that no list shows, as soon as there is a place for it. Thread-safe.</summary>
internal sealed class EvaluationTurns(UnkeptTurns turns, IKeys keys, TimeProvider time)
{
    /// <summary>Users' turns go first: a place beside theirs is asked for again and again, and no queue is filled.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    /// <param name="history">Events of the questions before it.</param>
    /// <returns>The prompt and the turn's events, without deltas; the last is the stop.</returns>
    /// <exception cref="ApiException">There is no such index, or the server or the key ends.</exception>
    public async Task<IReadOnlyList<ChatEvent>> AskAsync(
        EvaluationCall call, IReadOnlyList<string> indexIds, IReadOnlyList<ChatEvent> history, string prompt,
        CancellationToken cancellationToken)
    {
        var turn = await AcceptAsync(call, indexIds, new AskedConversation(null, history, prompt), cancellationToken);
        var events = new List<ChatEvent> { new UserInputEvent(prompt) };
        await foreach (var next in turns.RunAsync(turn, cancellationToken))
        {
            if (!EventTypes.IsDelta(next.Type))
                events.Add(next);
        }

        return events;
    }

    private async Task<UnkeptTurn> AcceptAsync(
        EvaluationCall call, IReadOnlyList<string> indexIds, AskedConversation asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckKey(call.Scope);
            if (turns.AcceptAside(call.Scope, indexIds, asked) is { } accepted)
                return accepted with { Agent = call.Agent };
            await Task.Delay(BetweenAttempts, time, cancellationToken);
        }
    }

    /// <summary>No question is asked with a key that was deleted since.</summary>
    private void CheckKey(Scope scope)
    {
        // The page that would begin with it.
        if (keys.List(scope, new PageRequest(1, scope.KeyId + "~")).FirstOrDefault()?.Id != scope.KeyId)
            throw new ApiException(StatusCodes.Status401Unauthorized, "The key that asked for it was deleted.");
    }
}
