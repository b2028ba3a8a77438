using Lectern.Client;
using Lectern.Contracts;
using Lectern.Web.Access;
using Lectern.Web.Browser;

namespace Lectern.Web.Chat;

/// <summary>What was thought of the answers of the open session, as the server keeps it.</summary>
internal sealed class AnswerRatings : IDisposable
{
    private readonly Account account;
    private readonly Conversation conversation;
    private readonly Notices notices;
    private readonly Dictionary<int, AnswerFeedback> known = [];
    private string? session;

    public AnswerRatings(Account account, Conversation conversation, Notices notices)
    {
        (this.account, this.conversation, this.notices) = (account, conversation, notices);
        conversation.Changed += Look;

        // It is made when the first answer is shown, and that is there already.
        Look();
    }

    public event Action? Changed;

    /// <returns>Null where nothing was said.</returns>
    public AnswerFeedback? Of(Turn turn) => session == conversation.SessionId ? known.GetValueOrDefault(turn.Number) : null;

    /// <summary>Says it to the server; what it keeps is shown.</summary>
    public async Task SetAsync(Turn turn, string rating, string? comment)
    {
        if (conversation.SessionId is not { } id)
            return;
        try
        {
            var said = await account.Client.Feedback.SetAsync(id, turn.Number, rating, comment);
            if (session != id)
                return;
            if (said.Rating == Ratings.None)
                known.Remove(turn.Number);
            else
                known[turn.Number] = said;
            Changed?.Invoke();
        }
        catch (LecternException e)
        {
            if (!account.Note(e))
                notices.Fail(e);
        }
    }

    public void Dispose() => conversation.Changed -= Look;

    private void Look()
    {
        if (session == conversation.SessionId || conversation.State is not ConversationState.Ready)
            return;
        session = conversation.SessionId;
        known.Clear();
        if (session is not null && conversation.Turns.Any(t => t.Stop is not null))
            _ = LoadAsync(session);
    }

    private async Task LoadAsync(string id)
    {
        try
        {
            await foreach (var said in account.Client.Feedback.OfSessionAsync(id, 1000))
            {
                if (session != id)
                    return;
                known.TryAdd(said.Message, said);
            }

            Changed?.Invoke();
        }
        catch (LecternException e)
        {
            // The answers are there without it.
            account.Note(e);
        }
    }
}
