namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/chat/{session_id}/feedback</c>.</summary>
/// <param name="Message">Number of a question in the session, from 1.</param>
/// <param name="Rating">One of <see cref="Ratings"/>; <see cref="Ratings.None"/> takes back what was said.</param>
/// <param name="Comment">At most 2,000 characters; null or empty for none.</param>
public sealed record FeedbackRequest(
    [Field(Presence.Given)] int? Message,
    [Field(Presence.Given, OneOf = [Ratings.Up, Ratings.Down, Ratings.None])] string? Rating,
    [Field(Max = RequestLimits.CommentCharacters)] string? Comment = null);
