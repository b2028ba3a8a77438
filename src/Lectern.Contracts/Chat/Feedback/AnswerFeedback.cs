namespace Lectern.Contracts;

/// <summary>What somebody thought of an answer.</summary>
/// <param name="Message">Number of the question in its session, from 1.</param>
/// <param name="KeyId">Of the key that said it.</param>
/// <param name="Rating">One of <see cref="Ratings"/>.</param>
/// <param name="Question">As it was asked.</param>
/// <param name="Files">Names of the files that the answer cited when it was rated.</param>
public sealed record AnswerFeedback(
    string Id,
    string SessionId,
    int Message,
    string KeyId,
    [Field(OneOf = [Ratings.Up, Ratings.Down, Ratings.None])] string Rating,
    string? Comment,
    string Question,
    IReadOnlyList<string> Files,
    DateTimeOffset UpdatedAt);
