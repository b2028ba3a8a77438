using Lectern.Contracts;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>What was thought of answers: at most one opinion of a key on a turn. It goes with its session. Thread-safe.</summary>
internal interface IAnswerFeedback
{
    /// <summary>Says it, or changes what the key said before.</summary>
    /// <param name="message">Number of the turn, from 1.</param>
    /// <param name="rating"><see cref="Ratings.None"/> takes it back.</param>
    Task<FeedbackOutcome> SetAsync(
        Scope scope, string sessionId, int message, string rating, string? comment, CancellationToken cancellationToken);

    /// <summary>
    /// What the key said in a session, newest first, with what came along when the session was copied; one row more than the page
    /// has when more follow.
    /// </summary>
    IReadOnlyList<AnswerFeedback> OfSession(Scope scope, string sessionId, PageRequest page);

    /// <summary>As <see cref="OfSession"/>, what every key of the project said, each opinion once.</summary>
    /// <param name="rating">Null for any.</param>
    IReadOnlyList<AnswerFeedback> List(Scope scope, string? rating, PageRequest page);
}
