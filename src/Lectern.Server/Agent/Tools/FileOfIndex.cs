using Lectern.Server.Retrieval;

namespace Lectern.Server.Agent.Tools;

/// <summary>A file as an index has it.</summary>
/// <param name="Id">As the caller named it.</param>
internal sealed record FileOfIndex(TurnIndex Index, string Id, string Name)
{
    /// <summary>The <c>dfl-</c> id.</summary>
    public required string OwnId { get; init; }
}
