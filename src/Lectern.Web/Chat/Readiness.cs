using Lectern.Web.Access;

namespace Lectern.Web.Chat;

/// <summary>Whether a question can be asked now, whichever button it is asked with.</summary>
internal sealed class Readiness(Conversation conversation, ChatFiles files, Account account)
{
    public bool CanAsk => !conversation.IsAsking && conversation.State is not ConversationState.Failed && !files.IsBusy
        && !account.IsRefused;
}
