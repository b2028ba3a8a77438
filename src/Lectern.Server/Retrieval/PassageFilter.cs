namespace Lectern.Server.Retrieval;

/// <summary>Restricts a query to files or metadata.</summary>
internal sealed record PassageFilter(StaticFilter? File, IReadOnlyList<MetadataCondition> Metadata);
