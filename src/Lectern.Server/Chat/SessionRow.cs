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

    /// <summary>A copy up to a message, or of every turn that has ended; one that runs, and what follows, stays behind.</summary>
    /// <param name="turns">Of the session, in order; null for the stop that one has not.</param>
    /// <param name="beforeMessage">From 1.</param>
    /// <param name="asVersion">It is a version of the same chat.</param>
    /// <param name="indexIds">What the copy is bound to; null for what the session is.</param>
    /// <returns>The copy, and the number of the last event that goes with it; 0 for none.</returns>
    public (SessionRow Copy, long End) Copied(
        string id, IReadOnlyList<(long First, long? Last)> turns, int? beforeMessage, bool asVersion,
        IReadOnlyList<string>? indexIds, long now)
    {
        var kept = turns.Take(beforeMessage - 1 ?? turns.Count).TakeWhile(t => t.Last is not null).ToList();
        var end = kept.Count == 0 ? 0 : kept[^1].Last!.Value;
        var copy = this with
        {
            Id = id,
            Title = end == 0 && !asVersion ? null : Title,
            IndexIds = indexIds is null ? IndexIds : ToJson(indexIds),
            JobMetadata = end > 0 && kept.Count == turns.Count ? JobMetadata : null,
            UpdatedAt = now,
        };
        return (copy, end);
    }

    public static string? ToJson(IReadOnlyList<string>? ids) =>
        ids is null ? null : JsonSerializer.Serialize(ids, LecternJson.Wire.Strings);

    public static IReadOnlyList<string>? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, LecternJson.Wire.Strings);
}
