using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Finds sessions whose title, or a message of theirs, contains some characters, in any case. Thread-safe.</summary>
internal interface ISessionSearch
{
    /// <summary>Newest first; one more than the page has when more follow.</summary>
    /// <param name="latestVersions">Of a chat with versions only the one that was used last.</param>
    IReadOnlyList<SessionMatch> Find(
        Scope scope, string query, bool latestVersions, PageRequest page, CancellationToken cancellationToken);
}
