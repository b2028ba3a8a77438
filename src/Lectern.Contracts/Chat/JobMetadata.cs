namespace Lectern.Contracts;

/// <summary>The latest run of a session.</summary>
/// <param name="ExportConfigIds">Of the indexes that were searched.</param>
public sealed record JobMetadata(
    long? TotalInputTokens,
    long? TotalOutputTokens,
    [Field(Default = 1)] int Turns,
    [Field(Default = 0.0)] double DurationMs,
    [Field(Default = false)] bool IsError,
    string? Error,
    IReadOnlyList<string>? ExportConfigIds);
