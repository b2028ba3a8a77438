using System.Text.Json.Serialization;

namespace Lectern.Contracts;

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
