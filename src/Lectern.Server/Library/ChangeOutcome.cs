namespace Lectern.Server.Library;

internal enum ChangeOutcome
{
    Done,
    NoDirectory,
    NoFile,
    UniqueIdTaken,
}
