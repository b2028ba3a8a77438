using Lectern.Client.Http;
using Lectern.Contracts;

namespace Lectern.Client;

/// <summary>Questions with known answers, and questions of sessions asked again. Not every server has them.</summary>
public class EvaluationOperations
{
    private const string Evaluations = "/api/v1/evaluations";
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly ApiTransport api;

    /// <summary>For a stand-in in a test, which overrides what is called.</summary>
    protected EvaluationOperations() => api = null!;

    internal EvaluationOperations(ApiTransport api) => this.api = api;

    /// <summary>Begins to ask questions whose answers are known. <see cref="WaitAsync"/> waits for the results.</summary>
    public virtual Task<EvaluationSummary> StartAnswersAsync(
        AnswerEvaluationRequest request, CancellationToken cancellationToken = default) => api.SendAsync(
        Once("/answers").WithJson(request, ClientJson.Wire.AnswerEvaluationRequest),
        ClientJson.Wire.EvaluationSummary,
        cancellationToken);

    /// <summary>Begins to ask the questions of sessions again. <see cref="WaitAsync"/> waits for the results.</summary>
    public virtual Task<EvaluationSummary> StartReplayAsync(
        ReplayRequest request, CancellationToken cancellationToken = default) =>
        api.SendAsync(
            Once("/replays").WithJson(request, ClientJson.Wire.ReplayRequest),
            ClientJson.Wire.EvaluationSummary,
            cancellationToken);

    /// <summary>Those that the server still has, newest first.</summary>
    public virtual Task<EvaluationList> ListAsync(CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Evaluations), ClientJson.Wire.EvaluationList, cancellationToken);

    /// <summary>An evaluation with the results that it has until now.</summary>
    public virtual Task<EvaluationResponse> GetAsync(string evaluationId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Get(Path(evaluationId)), ClientJson.Wire.EvaluationResponse, cancellationToken);

    /// <summary>An evaluation as a page to read: HTML that loads nothing.</summary>
    public virtual async Task<string> GetPageAsync(string evaluationId, CancellationToken cancellationToken = default)
    {
        using var response =
            await api.OpenAsync(ApiRequest.Get(Path(evaluationId) + "/page"), cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until an evaluation has ended.</summary>
    /// <param name="evaluationId">The evaluation.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the waiting; the evaluation goes on.</param>
    public virtual async Task<EvaluationResponse> WaitAsync(
        string evaluationId, IProgress<EvaluationSummary>? progress = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var results = await GetAsync(evaluationId, cancellationToken).ConfigureAwait(false);
            progress?.Report(results.Evaluation);
            if (results.Evaluation.Status != EvaluationStatus.Running)
                return results;
            await Task.Delay(Poll, api.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends an evaluation; its results so far are kept.</summary>
    public virtual Task<EvaluationSummary> CancelAsync(string evaluationId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Post(Path(evaluationId) + "/cancel"), ClientJson.Wire.EvaluationSummary, cancellationToken);

    /// <summary>Ends an evaluation and forgets it.</summary>
    public virtual Task DeleteAsync(string evaluationId, CancellationToken cancellationToken = default) =>
        api.SendAsync(ApiRequest.Delete(Path(evaluationId)), cancellationToken);

    /// <summary>A start that may have arrived is not repeated: each asks all questions.</summary>
    private static ApiRequest Once(string path) => ApiRequest.Post(Evaluations + path) with { CanRepeat = false };

    private static string Path(string evaluationId) => $"{Evaluations}/{Uri.EscapeDataString(evaluationId)}";
}
