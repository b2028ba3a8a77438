namespace Lectern.Server.Folder;

/// <summary>What an entry of a folder is.</summary>
internal enum FileKind
{
    File,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}
