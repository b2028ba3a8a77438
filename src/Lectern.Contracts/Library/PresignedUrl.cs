namespace Lectern.Contracts;

/// <summary>An absolute URL that needs no key until it expires.</summary>
public sealed record PresignedUrl(
    [Field(Min = 1, Format = "uri")] string Url,
    DateTimeOffset ExpiresAt,
    IReadOnlyDictionary<string, string>? FormFields = null);
