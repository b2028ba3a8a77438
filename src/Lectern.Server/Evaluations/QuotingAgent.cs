using Lectern.Server.Agent;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Evaluations;

/// <summary>The answerer that quotes, beside whatever model the server has. Thread-safe.</summary>
internal sealed class QuotingAgent(
    IRetrieval retrieval, EmbeddingModels embeddings, TimeProvider time, ILogger<DocumentAgent> logger) : IDisposable
{
    private readonly ExtractiveChatClient model = new(embeddings);

    public DocumentAgent Agent => new(model, retrieval, new AgentLimits(), time, logger);

    public void Dispose() => model.Dispose();
}
