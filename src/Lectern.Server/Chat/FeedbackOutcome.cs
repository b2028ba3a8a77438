using Lectern.Contracts;

namespace Lectern.Server.Chat;

/// <summary>What became of an opinion. A closed set.</summary>
internal abstract record FeedbackOutcome
{
    private FeedbackOutcome()
    {
    }

    internal sealed record Kept(AnswerFeedback Feedback) : FeedbackOutcome;

    internal sealed record NoSession : FeedbackOutcome;

    /// <summary>The session has fewer messages than that.</summary>
    internal sealed record NoMessage(int Messages) : FeedbackOutcome;

    /// <summary>There is no whole answer yet.</summary>
    internal sealed record StillAnswering : FeedbackOutcome;
}
