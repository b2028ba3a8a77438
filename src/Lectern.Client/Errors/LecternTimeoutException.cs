namespace Lectern.Client;

/// <summary>The server took longer than <see cref="LecternClientOptions.Timeout"/>.</summary>
public sealed class LecternTimeoutException(string message, Exception? cause = null) : LecternConnectionException(message, cause);
