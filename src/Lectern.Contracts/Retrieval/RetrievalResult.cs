using System.Text.Json;

namespace Lectern.Contracts;

/// <param name="Content">Exactly the parsed text at the chunk's span.</param>
/// <param name="Score">0 to 1, comparable between queries.</param>
/// <param name="RerankScore">Null where nothing reranked.</param>
public sealed record RetrievalResult(
    string Content, double? Score, double? RerankScore, [Field(Shape = "MetadataDict")] JsonElement? Metadata,
    [Field(Presence.Optional)] StaticFields StaticFields);
