namespace Lectern.Client;

/// <summary>The server could not be reached, or the connection broke and could not be made again.</summary>
public class LecternConnectionException(string message, Exception? cause = null) : LecternException(message, cause);
