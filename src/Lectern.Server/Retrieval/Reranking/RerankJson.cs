using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lectern.Server.Retrieval.Reranking;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(RerankResponse))]
internal sealed partial class RerankJson : JsonSerializerContext;
