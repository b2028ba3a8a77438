using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Finds sessions whose title, or a message of theirs, contains some characters, in any case. Thread-safe.</summary>
internal interface ISessionSearch
{
    /// <summary>Newest first; one more than the page has when more follow.</summary>
    IReadOnlyList<SessionMatch> Find(Scope scope, string query, PageRequest page, CancellationToken cancellationToken);
}
