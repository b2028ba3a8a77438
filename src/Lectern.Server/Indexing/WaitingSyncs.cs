namespace Lectern.Server.Indexing;

/// <param name="Oldest">How long the one that was asked for first has waited; zero where none waits.</param>
internal sealed record WaitingSyncs(int Count, TimeSpan Oldest);
