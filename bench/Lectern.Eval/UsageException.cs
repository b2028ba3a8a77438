namespace Lectern.Eval;

/// <summary>The command line is wrong; the message is for a person.</summary>
internal sealed class UsageException(string message) : Exception(message);
