using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>
/// Who keeps something of sessions beside the store. An interface, as those who do stand after this folder. Thread-safe.
/// </summary>
internal interface ISessionTraces
{
    /// <summary>Keeps nothing more of a session that was deleted.</summary>
    void Forget(Scope scope, string sessionId);
}
