using System.Text.Json.Serialization;

namespace Lectern.Contracts;

/// <summary>Body of <c>PATCH /api/v1/chat/{session_id}</c>.</summary>
/// <param name="Title">1 to 200 characters; kept as one line of at most 80.</param>
public sealed record SessionUpdateRequest([Field(Presence.Given, Min = 1, Max = 200)] string? Title);

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/fork</c>.</summary>
/// <param name="BeforeMessage">
/// Number of a user's message, from 1: what was said before it is copied. Null copies every turn that has ended.
/// </param>
public sealed record SessionForkRequest(int? BeforeMessage = null);

/// <summary>A session that a search found.</summary>
/// <param name="Excerpt">One line around the first place in its messages that was found; null when only the title was.</param>
public sealed record SessionMatch(ChatSessionSummary Session, string? Excerpt);

/// <summary>Body of <c>POST /api/v1/keys</c>.</summary>
/// <param name="Name">1 to 100 characters, for people.</param>
/// <param name="IsAdmin">Default false.</param>
/// <param name="IsServer">Default false; only a key that has this right may give it.</param>
public sealed record KeyCreateRequest(
    [Field(Presence.Given, Min = 1, Max = 100)] string? Name,
    [Field(Default = false)] bool? IsAdmin = null,
    [Field(Default = false)] bool? IsServer = null);

/// <summary>A key of a project, without the key itself: that is shown once.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Hint">The key's last four characters; empty for a key of before.</param>
/// <param name="IsAdmin">May make and revoke the project's keys.</param>
/// <param name="IsCurrent">It is the key that this call was made with.</param>
/// <param name="IsFromSettings">The server's own first key: it is changed in the settings and cannot be revoked.</param>
/// <param name="Key">The key. Only in the answer that made it.</param>
/// <param name="IsServer">May make, see and delete projects with their keys, and read the server's settings.</param>
public sealed record KeyResponse(
    string Id,
    string Name,
    bool IsAdmin,
    string Hint,
    DateTimeOffset CreatedAt,
    bool IsCurrent,
    bool IsFromSettings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null,
    bool IsServer = false);

/// <summary>Body of <c>POST /api/v1/projects</c>.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ProjectCreateRequest([Field(Presence.Given, Min = 1, Max = 100)] string? Name);

/// <summary>Body of <c>PATCH /api/v1/projects/{project_id}</c>.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record ProjectUpdateRequest([Field(Presence.Given, Min = 1, Max = 100)] string? Name);

/// <summary>A new project.</summary>
/// <param name="AdminKey">Its first key, shown here once.</param>
public sealed record ProjectCreated(Project Project, KeyResponse AdminKey);

/// <summary>What a project's answers used.</summary>
/// <param name="Days">Those on which a model was asked, in order.</param>
public sealed record UsageResponse(IReadOnlyList<UsageDay> Days)
{
    /// <summary>What the project's documents take up now; null from a server of before.</summary>
    public StorageUsage? Storage { get; init; }
}

/// <summary>Bytes that a project stores.</summary>
/// <param name="UsedBytes">All of them.</param>
/// <param name="LimitBytes">
/// How many it may store: beyond it uploads are refused (507), and a sync's files fail with the reason.
/// </param>
/// <param name="FileBytes">Of the files.</param>
/// <param name="AttachmentBytes">Of what syncs made of them beside the text, such as screenshots.</param>
/// <param name="IndexBytes">Of the indexes' contents.</param>
public sealed record StorageUsage(long UsedBytes, long LimitBytes, long FileBytes, long AttachmentBytes, long IndexBytes);

/// <param name="Day">Of UTC: <c>2026-11-25</c>.</param>
/// <param name="Turns">Prompts that were answered.</param>
/// <param name="Steps">Calls of the model for them.</param>
public sealed record UsageDay(string Day, long Turns, long Steps, long InputTokens, long OutputTokens);

/// <summary>How the server is set, without any secret, and how it is.</summary>
/// <param name="Model">Such as <c>extractive</c> or <c>openai:gpt-4.1</c>.</param>
/// <param name="TitleModel">Null when titles are made without a model.</param>
/// <param name="Embeddings">As it was set, such as <c>local</c>.</param>
/// <param name="EmbeddingModel">What makes the vectors; null while it loads and where search is by words only.</param>
/// <param name="Health">
/// <c>ready</c>, <c>degraded</c> (requests are answered, work beside them fails), <c>loading</c> or <c>failing</c>.
/// </param>
/// <param name="Problems">One sentence for each thing that is wrong or missing.</param>
public sealed record SettingsResponse(
    string Version,
    string Model,
    string? TitleModel,
    string? Reasoning,
    string Embeddings,
    string? EmbeddingModel,
    long MaxUploadBytes,
    int MaxPromptCharacters,
    int MaxIndexes,
    string? Folder,
    DateTimeOffset StartedAt,
    [Field(OneOf = ["ready", "degraded", "loading", "failing"])] string Health,
    IReadOnlyList<string> Problems);
