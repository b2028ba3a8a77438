using System.Runtime.CompilerServices;
using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;
using Lectern.Server.Text;

namespace Lectern.Server.Dialects;

/// <summary>
/// Asks a whole turn for another dialect: the same admission, log and answerer as the chat API. Thread-safe.
/// </summary>
internal sealed class DialectTurns(ISessions sessions, TurnAdmission admission, TurnReader reader, TurnCancellation cancellation)
{
    private const int MaxPrompt = RequestLimits.PromptCharacters;

    /// <param name="sessionId">The session that goes on; null for a new one.</param>
    /// <exception cref="ApiException">The prompt did not become a turn; a session that was made for it is gone again.</exception>
    public Task<DialectTurn> AskAsync(Scope scope, string? sessionId, IReadOnlyList<string> indexIds, string prompt) =>
        AskAsync(
            scope, sessionId,
            new TurnRequest(indexIds, prompt, RequireAllIndexes: false, IdempotencyKey: null, IsRetry: false));

    /// <inheritdoc cref="AskAsync(Scope, string?, IReadOnlyList{string}, string)"/>
    public async Task<DialectTurn> AskAsync(Scope scope, string? sessionId, TurnRequest request)
    {
        var (indexIds, prompt) = (request.IndexIds, request.Prompt);
        if (string.IsNullOrWhiteSpace(prompt) || FieldChecks.CodePoints(prompt) > MaxPrompt)
        {
            throw new ApiException(
                StatusCodes.Status400BadRequest, $"A question has 1 to {MaxPrompt} characters, and not blanks alone.");
        }

        if (!UnicodeText.Is(prompt))
            throw new ApiException(StatusCodes.Status400BadRequest, JsonFlaws.NotText);

        // Not cancelled with the request: what is committed has to run, or to be taken back.
        var session = sessionId
            ?? (await sessions.CreateAsync(scope, indexIds, "read_only", model: null, CancellationToken.None)).SessionId;
        try
        {
            var outcome = await admission.StartAsync(scope, session, request);
            return new DialectTurn(session, outcome.FirstSequenceOrThrow(session), sessionId is null);
        }
        catch when (sessionId is null)
        {
            await sessions.DeleteAsync(scope, session, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The turn's events up to its stop, live.</summary>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        Scope scope, DialectTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in reader.ReadAsync(
            scope, turn.SessionId, turn.FirstSequence - 1, turn.FirstSequence, cancellationToken))
            yield return one;
    }

    /// <summary>Nobody waits for the answer any more: the turn ends, and a session that was made for it goes with it.</summary>
    public async Task ForgetAsync(Scope scope, DialectTurn turn)
    {
        await cancellation.CancelAsync(scope, turn.SessionId, CancellationToken.None);
        if (turn.IsNewSession)
            await sessions.DeleteAsync(scope, turn.SessionId, CancellationToken.None);
    }
}
