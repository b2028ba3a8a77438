namespace Lectern.Client;

/// <summary>What every failure of a call is; its message is a sentence for a person.</summary>
public class LecternException : Exception
{
    /// <summary>A failure with a sentence that says what went wrong.</summary>
    public LecternException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
