namespace Lectern.Contracts;

public sealed record RerankConfig([Field(Default = true)] bool? Enabled = null, int? TopN = null);
