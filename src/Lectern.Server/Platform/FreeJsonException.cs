namespace Lectern.Server.Platform;

/// <summary>A JSON value that cannot be kept and sent again.</summary>
/// <param name="type">As a validation error names its kind.</param>
/// <param name="place">Where it stands in the value: names (strings) and positions (ints).</param>
internal sealed class FreeJsonException(string type, string message, IReadOnlyList<object> place) : Exception(message)
{
    public string Type { get; } = type;

    public IReadOnlyList<object> Place { get; } = place;
}
