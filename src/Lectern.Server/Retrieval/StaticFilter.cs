namespace Lectern.Server.Retrieval;

/// <param name="Operator">eq ne gt lt gte lte in nin.</param>
internal sealed record StaticFilter(string Operator, IReadOnlyList<string> FileIds);
