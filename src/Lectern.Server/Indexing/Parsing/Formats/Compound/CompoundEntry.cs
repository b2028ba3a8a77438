namespace Lectern.Server.Indexing.Parsing.Formats.Compound;

/// <summary>A storage or a stream of a compound file.</summary>
internal sealed record CompoundEntry(string Name, uint Start, long Size)
{
    /// <summary>By name; empty for a stream.</summary>
    public Dictionary<string, CompoundEntry> Children { get; } = new(StringComparer.OrdinalIgnoreCase);
}
