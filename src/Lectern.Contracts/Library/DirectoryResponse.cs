using System.Text.Json;

namespace Lectern.Contracts;

/// <param name="Type"><c>user</c>, <c>index</c> or <c>ephemeral</c>.</param>
public sealed record DirectoryResponse(
    string Id,
    [Field(Presence.OptionalOrNull)] DateTimeOffset CreatedAt,
    [Field(Presence.OptionalOrNull)] DateTimeOffset UpdatedAt,
    string ProjectId,
    [Field(Min = 1)] string Name,
    string? Description,
    [Field(Presence.OptionalOrNull, OneOf = ["user", "index", "ephemeral"])] string Type,
    string? ConnectorSubscriptionId,
    DateTimeOffset? ExpiresAt,
    [Field(Shape = "Object")] JsonElement? SystemMetadata,
    DateTimeOffset? DeletedAt);
