namespace Lectern.Server.Platform;

/// <summary>The data folder cannot be used; the message is for the person who starts the server.</summary>
internal sealed class DataFolderException(string message) : Exception(message)
{
    /// <summary>Another server has it.</summary>
    public bool IsInUse { get; init; }
}
