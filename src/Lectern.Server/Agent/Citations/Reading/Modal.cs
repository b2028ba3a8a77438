namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>A word that says that something must or may be.</summary>
/// <param name="Verb">The token of the word that it goes with, or -1.</param>
internal sealed record Modal(int At, Modality Modality, int Verb);
