namespace Lectern.Web.Chat;

internal enum ConversationState
{
    /// <summary>A new one: nothing was asked yet.</summary>
    New,
    Loading,
    Ready,
    Missing,
    Failed,
}
