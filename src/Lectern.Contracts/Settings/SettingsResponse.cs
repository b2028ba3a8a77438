namespace Lectern.Contracts;

/// <summary>How the server is set, without any secret, and how it is.</summary>
/// <param name="Model">Such as <c>extractive</c> or <c>openai:gpt-4.1</c>.</param>
/// <param name="TitleModel">Null when titles are made without a model.</param>
/// <param name="Embeddings">As it was set, such as <c>local</c>.</param>
/// <param name="EmbeddingModel">What makes the vectors; null while it loads and where search is by words only.</param>
/// <param name="Health">
/// One of <see cref="ServerHealth"/>.
/// </param>
/// <param name="Problems">One sentence for each thing that is wrong or missing.</param>
public sealed record SettingsResponse(
    string Version,
    string Model,
    string? TitleModel,
    string? Reasoning,
    string Embeddings,
    string? EmbeddingModel,
    long MaxUploadBytes,
    int MaxPromptCharacters,
    int MaxIndexes,
    string? Folder,
    DateTimeOffset StartedAt,
    [Field(OneOf = [ServerHealth.Ready, ServerHealth.Degraded, ServerHealth.Loading, ServerHealth.Failing])] string Health,
    IReadOnlyList<string> Problems);
