namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat</c>.</summary>
/// <param name="IndexIds">At most 10; null, absent or empty makes an unbound session.</param>
/// <param name="SharedAccess"><c>read_only</c> (default) or <c>query</c>.</param>
/// <param name="Model">One of <c>GET /api/v1/models</c>; null for the server's own.</param>
public sealed record SessionCreate(
    [Field(Max = RequestLimits.Indexes)] IReadOnlyList<string?>? IndexIds,
    [Field(OneOf = ["read_only", "query"])] string? SharedAccess,
    string? Model = null);
