namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>A time that a question speaks of, in whole days.</summary>
/// <param name="Last">Null where it lasts until now.</param>
internal sealed record AskedSpan(DateOnly First, DateOnly? Last);
