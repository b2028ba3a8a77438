using Lectern.Server.Agent;
using Lectern.Server.Chat;

namespace Lectern.Server.Dialects;

/// <summary>A turn that has its place, or its number in the queue. It has to be run.</summary>
internal sealed record UnkeptTurn(string Id, AgentTurn Turn, TurnPlace Place, long Began)
{
    /// <summary>Who answers in place of the server's model; null for that.</summary>
    public DocumentAgent? Agent { get; init; }
}
