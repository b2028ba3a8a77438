namespace Lectern.Server.Retrieval;

/// <summary>A condition on one metadata field; several are a conjunction.</summary>
/// <param name="Values">One value; several for in and nin. Strings, longs, doubles or bools.</param>
internal sealed record MetadataCondition(string Field, string Operator, IReadOnlyList<object> Values);
