namespace Lectern.Client;

/// <summary>A stream's connection broke.</summary>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="Attempt">How often it was opened again since the last event, from 1.</param>
/// <param name="Pause">Until the next attempt.</param>
public sealed record StreamInterruption(string Reason, int Attempt, TimeSpan Pause);
