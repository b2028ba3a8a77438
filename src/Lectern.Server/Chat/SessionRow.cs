using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>A session's row; JSON columns as they are stored.</summary>
internal sealed record SessionRow(
    string Id, string? Title, string? IndexIds, string SharedAccess, string? JobMetadata, long UpdatedAt,
    string? Model)
{
    public IReadOnlyList<string>? BoundIds => FromJson(IndexIds);

    public ChatSessionSummary ToSummary() => new(
        Id,
        Title,
        UnixTime.At(UpdatedAt),
        JobMetadata is null ? null : JsonSerializer.Deserialize(JobMetadata, LecternJson.Wire.JobMetadata),
        BoundIds,
        SharedAccess)
    {
        Model = Model,
    };

    public static string? ToJson(IReadOnlyList<string>? ids) =>
        ids is null ? null : JsonSerializer.Serialize(ids, LecternJson.Wire.Strings);

    public static IReadOnlyList<string>? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, LecternJson.Wire.Strings);
}
