using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Who keeps something of sessions beside the store. Thread-safe.</summary>
internal interface ISessionTraces
{
    /// <summary>Keeps nothing more of a session that was deleted.</summary>
    void Forget(Scope scope, string sessionId);
}
