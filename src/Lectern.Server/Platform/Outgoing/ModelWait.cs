namespace Lectern.Server.Platform.Outgoing;

/// <summary>Tells who asked a model that its server is asked again later, and when: what follows of one call hears it.</summary>
internal static class ModelWait
{
    private static readonly AsyncLocal<Action<TimeSpan>?> Listener = new();

    /// <summary>For all calls that the current one makes from now on.</summary>
    public static void Listen(Action<TimeSpan> told) => Listener.Value = told;

    public static void Tell(TimeSpan wait) => Listener.Value?.Invoke(wait);
}
