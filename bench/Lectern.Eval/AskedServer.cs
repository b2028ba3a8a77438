using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Evaluations.Judging;

namespace Lectern.Eval;

/// <summary>Asks questions over the chat API, as every server of it has it. Thread-safe.</summary>
internal sealed class AskedServer(LecternClient client)
{
    /// <summary>Asks some questions one after the other in a session of their own, which is deleted afterwards.</summary>
    /// <param name="answered">Told of each as it is answered, with its place.</param>
    public async Task AskAsync(
        IReadOnlyList<string> indexIds, IReadOnlyList<string> prompts, Action<int, EvaluatedTurn> answered,
        CancellationToken cancellationToken)
    {
        ChatSessionSummary session;
        try
        {
            session = await client.Chat.CreateAsync(indexIds, cancellationToken: cancellationToken);
        }
        catch (LecternException e)
        {
            for (var i = 0; i < prompts.Count; i++)
                answered(i, TurnReading.Failed(e.Message));
            return;
        }

        try
        {
            for (var i = 0; i < prompts.Count; i++)
                answered(i, await AskAsync(session.SessionId, prompts[i], cancellationToken));
        }
        finally
        {
            await DeleteAsync(session.SessionId);
        }
    }

    private async Task<EvaluatedTurn> AskAsync(string session, string prompt, CancellationToken cancellationToken)
    {
        var events = new List<ChatEvent>();
        try
        {
            await foreach (var next in client.Chat.StreamAsync(session, prompt, null, cancellationToken))
            {
                if (!EventTypes.IsDelta(next.Type))
                    events.Add(next);
            }
        }
        catch (LecternException e)
        {
            return TurnReading.Failed(e.Message);
        }

        return TurnReading.Of(events);
    }

    private async Task DeleteAsync(string session)
    {
        try
        {
            await client.Chat.DeleteAsync(session, CancellationToken.None);
        }
        catch (LecternException e)
        {
            await Console.Error.WriteLineAsync($"The session {session} could not be deleted: {e.Message}");
        }
    }
}
