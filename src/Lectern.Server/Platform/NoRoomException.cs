namespace Lectern.Server.Platform;

/// <summary>A project, or the disk, has no room for what was to be stored; the message is for a person.</summary>
internal sealed class NoRoomException(string message) : Exception(message);
