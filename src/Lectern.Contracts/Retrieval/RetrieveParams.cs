using System.Text.Json;

namespace Lectern.Contracts;

/// <summary>Body of <c>POST /api/v1/retrieval/retrieve</c>.</summary>
/// <param name="IndexId">An index's id or its <c>export_config_id</c>.</param>
/// <param name="TopK">1 to 500; default 10.</param>
public sealed record RetrieveParams(
    [Field(Presence.Given)] string? IndexId,
    [Field(Presence.Given)] string? Query,
    int? TopK = null,
    int? NumCandidates = null,
    double? VectorPipelineWeight = null,
    double? FullTextPipelineWeight = null,
    double? ScoreThreshold = null,
    [Field(Shape = "MongoStaticFilters")] JsonElement? StaticFilters = null,
    [Field(Shape = "CustomFilters")] JsonElement? CustomFilters = null,
    [Field(Presence.Optional)] RerankConfig? Rerank = null);
