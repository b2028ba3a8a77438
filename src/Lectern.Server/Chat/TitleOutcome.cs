namespace Lectern.Server.Chat;

internal enum TitleOutcome
{
    Set,
    UnknownSession,
    NoMessage,
}
