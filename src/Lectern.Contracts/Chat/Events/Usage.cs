namespace Lectern.Contracts;

/// <summary>What a turn cost.</summary>
/// <param name="TotalInputTokens">
/// As the provider counted them, else about a token for four characters; null when no model answered.
/// </param>
/// <param name="TotalOutputTokens">As <paramref name="TotalInputTokens"/>.</param>
/// <param name="Turns">Calls of the model in this turn.</param>
/// <param name="DurationMs">From the prompt's acceptance to the stop, milliseconds.</param>
public sealed record Usage(
    long? TotalInputTokens,
    long? TotalOutputTokens,
    [Field(Default = 1)] int Turns,
    [Field(Default = 0.0)] double DurationMs);
