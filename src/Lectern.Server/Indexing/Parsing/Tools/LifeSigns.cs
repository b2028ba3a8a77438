namespace Lectern.Server.Indexing.Parsing.Tools;

/// <summary>Signs of life while a program works of which nothing is seen; else the server takes the worker for dead.</summary>
internal static class LifeSigns
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <param name="sign">Called at once, and from any thread until what is returned is disposed of.</param>
    public static IDisposable Start(Action sign)
    {
        sign();
        return new Timer(_ => sign(), null, Every, Every);
    }
}
