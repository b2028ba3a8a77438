using System.Text.Json;

namespace Lectern.Contracts;

public sealed record DirectoryCreateRequest(
    [Field(Presence.Given, Min = 1)] string? Name,
    string? Description = null,
    [Field(Default = "user", OneOf = ["user", "ephemeral"])] string? Type = null,
    string? ConnectorSubscriptionId = null,
    [Field(Shape = "Object")] JsonElement? SystemMetadata = null);
