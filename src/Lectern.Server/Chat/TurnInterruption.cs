namespace Lectern.Server.Chat;

/// <summary>Why a turn is ended from outside.</summary>
internal enum TurnInterruption
{
    /// <summary>Somebody asked for it, or deleted the session.</summary>
    Cancelled,

    /// <summary>The server shuts down.</summary>
    Shutdown,
}
