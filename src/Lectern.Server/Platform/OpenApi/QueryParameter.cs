namespace Lectern.Server.Platform.OpenApi;

/// <summary>A query parameter that an endpoint reads by hand.</summary>
/// <param name="Type">JSON Schema type of it, or of its items: string, integer or boolean.</param>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    public string? Format { get; init; }

    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>It may be given several times.</summary>
    public bool IsList { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Without one an absent parameter means null.</summary>
    public bool? Default { get; init; }

    /// <summary>An absent list is an empty one.</summary>
    public bool IsNeverNull { get; init; }

    public int? Min { get; init; }

    public int? Max { get; init; }
}
