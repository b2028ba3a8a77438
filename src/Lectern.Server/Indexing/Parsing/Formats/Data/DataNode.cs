namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>A part of JSON or XML: a value, or parts inside.</summary>
/// <param name="Name">Empty for the entries of a list.</param>
internal sealed record DataNode(string Name, string? Value, IReadOnlyList<DataNode> Children)
{
    /// <summary>Characters of all values in it, and one between each two: as text it is at least as long.</summary>
    public long Length { get; } = Value?.Length ?? (Children.Sum(c => c.Length) + Math.Max(0, Children.Count - 1));

    /// <summary>Whether its parts are entries without names.</summary>
    public bool IsList { get; init; }

    /// <summary>What an element says of itself, such as <c>id: A17</c>.</summary>
    public string Attributes { get; init; } = "";

    public bool IsLeaf => Children.Count == 0;

    public string Label => Attributes.Length == 0 ? Name : $"{Name} ({Attributes})";
}
