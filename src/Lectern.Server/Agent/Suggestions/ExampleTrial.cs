using Lectern.Contracts;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Agent.Suggestions;

/// <summary>
/// Asks a question as a turn does, with the answerer that quotes and costs nothing: what it can quote an answer to, the documents
/// answer. Nothing is kept.
/// </summary>
internal sealed class ExampleTrial(
    IRetrieval retrieval, EmbeddingModels embeddings, TimeProvider time, ILogger<DocumentAgent> logger)
{
    /// <returns>The first question that is answered with a citation, or null.</returns>
    public async Task<string?> FirstAnsweredAsync(
        Scope scope, IndexRow index, IReadOnlyList<string> questions, CancellationToken cancellationToken)
    {
        var (first, _) = await AnsweredAsync(
            scope, [new TurnIndex(index.Id, index.ExportConfigId, index.Name)], questions, 1, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return first.FirstOrDefault();
    }

    /// <returns>
    /// The first <paramref name="most"/> questions that are answered with a citation, or what was found of them until it was
    /// cancelled; and how many were tried, of which one that took all the time there was is one.
    /// </returns>
    public async Task<(IReadOnlyList<string> Answered, int Tried)> AnsweredAsync(
        Scope scope, IReadOnlyList<TurnIndex> indexes, IReadOnlyList<string> questions, int most,
        CancellationToken cancellationToken)
    {
        var answered = new List<string>();
        var tried = 0;
        using var model = new ExtractiveChatClient(embeddings);
        var agent = new DocumentAgent(model, retrieval, new AgentLimits(), time, logger);
        foreach (var question in questions)
        {
            var said = new Said();
            try
            {
                var outcome = await agent.RunAsync(
                    new AgentTurn(scope, "example", question, indexes, [], [], [], AgentUsage.None), said, cancellationToken);
                if (outcome.Error is null && said.Citations > 0)
                    answered.Add(question);
                else
                    cancellationToken.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                tried = Math.Max(tried, 1);
                break;
            }

            tried++;
            if (answered.Count == most)
                break;
        }

        return (answered, tried);
    }

    private sealed class Said : ITurnWriter
    {
        public int Citations { get; private set; }

        public ValueTask AppendAsync(ChatEvent chatEvent, CancellationToken cancellationToken)
        {
            if (chatEvent is TextEvent text)
                Citations += text.Citations.Count;
            return ValueTask.CompletedTask;
        }

        public ValueTask StepEndedAsync(AgentUsage used) => ValueTask.CompletedTask;

        public ValueTask CitedAsync(Citation citation) => ValueTask.CompletedTask;
    }
}
