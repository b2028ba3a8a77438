namespace Lectern.Server.Indexing;

/// <summary>An earlier generation that somebody wants live again.</summary>
/// <param name="At">When it was asked for: what is deleted from then on stays gone.</param>
internal sealed record AskedRestore(long Generation, DateTimeOffset At);
