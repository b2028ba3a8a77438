using System.Diagnostics.CodeAnalysis;
using Lectern.Server.Agent.Models;
using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>An agent for each model that a request can name (<c>LECTERN_MODEL</c>, <c>LECTERN_MODELS</c>). Thread-safe.</summary>
internal sealed class NamedAgents : IDisposable
{
    private readonly DocumentAgent own;
    private readonly List<IChatClient> models = [];
    private readonly Dictionary<string, DocumentAgent> byName = new(StringComparer.Ordinal);

    public NamedAgents(
        DocumentAgent own, LecternOptions options, IRetrieval retrieval, EmbeddingModels embeddings, AgentLimits limits,
        TimeProvider time, ILogger<DocumentAgent> logger)
    {
        this.own = own;
        Names = [.. options.Models.Prepend(options.Model).Distinct()];
        EvaluationNames = [.. Names.Append(ModelName.Extractive).Distinct()];
        foreach (var name in EvaluationNames)
        {
            // Whoever names the answerer that quotes need not be told why it does.
            if (name == options.Model && name != ModelName.Extractive)
                byName.Add(name, own);
            else
                Add(name, name == ModelName.Extractive
                    ? new ExtractiveChatClient(embeddings, time, saysWhy: false)
                    : ChatModels.Create(name, options, embeddings, time));
        }

        void Add(string name, IChatClient model)
        {
            models.Add(model);
            byName.Add(name, new DocumentAgent(model, retrieval, limits, time, logger));
        }
    }

    /// <summary>What a chat can choose, the server's own first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What an evaluation can name: these, and the answerer that quotes in any case.</summary>
    public IReadOnlyList<string> EvaluationNames { get; }

    /// <summary>Of a chat: the server's own where it names none, or one that is not named any more.</summary>
    public DocumentAgent OfChat(string? model) => IsNamed(model) ? byName[model] : own;

    /// <summary>Which model that is.</summary>
    public string NameOf(string? model) => IsNamed(model) ? model : Names[0];

    /// <summary>What a session keeps of a model that was named for it: where there is no other it was no choice.</summary>
    public string? ToRemember(string? model) => Names.Count > 1 ? model : null;

    /// <summary>Of an evaluation: the server's own where it names none; nothing is measured in place of another.</summary>
    /// <param name="model">One of <see cref="EvaluationNames"/>, or null.</param>
    public DocumentAgent OfEvaluation(string? model) => model is null ? own : byName[model];

    private bool IsNamed([NotNullWhen(true)] string? model) => model is not null && Names.Contains(model);

    public void Dispose() => models.ForEach(m => m.Dispose());
}
