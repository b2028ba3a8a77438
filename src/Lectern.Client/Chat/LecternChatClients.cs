using Microsoft.Extensions.AI;

namespace Lectern.Client;

/// <summary>Makes a session a model.</summary>
public static class LecternChatClients
{
    /// <summary>A session as an <see cref="IChatClient"/>; see <see cref="LecternChatClient"/>.</summary>
    public static IChatClient AsChatClient(this LecternClient client, string sessionId) =>
        new LecternChatClient(client, sessionId);
}
