namespace Lectern.Server.Chat;

/// <summary>What became of a prompt. A closed set.</summary>
internal abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>It is a turn now, that is to be run.</summary>
    internal sealed record Started(TurnWork Work) : StartOutcome;

    /// <summary>It is the retry of a turn that is there.</summary>
    /// <param name="FirstSequence">Of the turn whose events answer it.</param>
    internal sealed record Joined(long FirstSequence) : StartOutcome;

    internal sealed record NoSession : StartOutcome;

    /// <summary>The session is not bound to indexes, and the prompt names none.</summary>
    internal sealed record NoIndexes : StartOutcome;

    /// <summary>The session is bound to other indexes since its first message.</summary>
    internal sealed record OtherIndexes : StartOutcome;

    /// <summary>The idempotency key was used with another body.</summary>
    internal sealed record OtherBody : StartOutcome;

    /// <summary>The session's latest turn is another than the one that it is to follow.</summary>
    internal sealed record OtherLatest : StartOutcome;

    /// <summary>The session's latest turn has no stop yet.</summary>
    internal sealed record StillAnswering : StartOutcome;

    /// <summary>It would be a turn, but there is no room for one.</summary>
    internal sealed record Refused(TurnRefusal Reason) : StartOutcome;
}
