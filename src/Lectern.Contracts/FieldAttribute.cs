namespace Lectern.Contracts;

/// <summary>What the API's description says of a field beyond its type, which is what the endpoints check.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FieldAttribute(Presence presence = Presence.AsTyped) : Attribute
{
    public Presence Presence { get; } = presence;

    /// <summary>The only values of a string, or of the strings in a list.</summary>
    public string[] OneOf { get; init; } = [];

    /// <summary>The value of a field that is left out.</summary>
    public object? Default { get; init; }

    /// <summary>Of a string or, for a list, of its strings: <c>uuid</c> and the like.</summary>
    public string? Format { get; init; }

    /// <summary>The fewest code points of a string, or items of a list; negative where there is no limit.</summary>
    public int Min { get; init; } = -1;

    /// <summary>The most code points of a string, or items of a list; negative where there is no limit.</summary>
    public int Max { get; init; } = -1;

    /// <summary>The name of a schema that no type has, such as that of filters.</summary>
    public string? Shape { get; init; }
}
