using Lectern.Contracts;

namespace Lectern.Server.Chat;

/// <summary>What became of the copy of a session. A closed set.</summary>
internal abstract record ForkOutcome
{
    private ForkOutcome()
    {
    }

    internal sealed record Forked(ChatSessionSummary Session) : ForkOutcome;

    internal sealed record NoSession : ForkOutcome;

    /// <summary>The session has fewer messages than that.</summary>
    internal sealed record NoMessage(int Messages) : ForkOutcome;
}
