using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>What is thought of answers. Not every server has it.</summary>
public class FeedbackOperations
{
    private const string All = "/api/v1/feedback";
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected FeedbackOperations() => api = null!;

    internal FeedbackOperations(ApiTransport api) => this.api = api;

    /// <summary>Says what you think of an answer, or changes what this key said before.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="message">Number of the question in it, from 1.</param>
    /// <param name="rating">One of <see cref="Ratings"/>; <see cref="Ratings.None"/> takes it back.</param>
    /// <param name="comment">At most 2,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<AnswerFeedback> SetAsync(
        string sessionId, int message, string rating, string? comment = null, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            ApiRequest.Post(Path(sessionId)).WithJson(
                new FeedbackRequest(message, rating, comment), ClientJson.Wire.FeedbackRequest),
            ClientJson.Wire.AnswerFeedback,
            cancellationToken);

    /// <summary>What this key said of a session's answers, newest first.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="pageSize">Fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<AnswerFeedback> OfSessionAsync(string sessionId, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(Path(sessionId), new() { { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageAnswerFeedback,
            cancellationToken));

    /// <summary>What was thought of the project's answers, newest first. Needs an admin key.</summary>
    /// <param name="rating"><see cref="Ratings.Up"/> or <see cref="Ratings.Down"/>; null for both.</param>
    /// <param name="pageSize">Fetched at a time, 1 to 1000; default 50.</param>
    public virtual PagedList<AnswerFeedback> ListAsync(string? rating = null, int? pageSize = null) =>
        new((token, cancellationToken) => api.SendAsync(
            ApiRequest.Get(All, new() { { "rating", rating }, { "page_size", pageSize }, { "page_token", token } }),
            ClientJson.Wire.PageAnswerFeedback,
            cancellationToken));

    /// <summary>
    /// The rated questions as <c>lectern-eval</c> reads them, a line of JSON each. Needs an admin key.
    /// </summary>
    /// <param name="rating"><see cref="Ratings.Up"/> or <see cref="Ratings.Down"/>; null for both.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<string> GetQuestionsAsync(string? rating = null, CancellationToken cancellationToken = default)
    {
        using var response = await api.OpenAsync(
            ApiRequest.Get(All + "/questions", new() { { "rating", rating } }), cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Path(string sessionId) => $"/api/v1/chat/{Uri.EscapeDataString(sessionId)}/feedback";
}
