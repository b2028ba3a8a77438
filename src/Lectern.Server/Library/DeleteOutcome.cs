namespace Lectern.Server.Library;

internal enum DeleteOutcome
{
    Deleted,
    NotFound,
    InUse,
}
