namespace Lectern.Server.Operations.Backup;

/// <summary>A backup that cannot be made or taken back; the message is for the person who asked.</summary>
internal sealed class BackupException(string message) : Exception(message);
