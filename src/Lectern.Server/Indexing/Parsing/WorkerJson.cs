using System.Text.Json.Serialization;

namespace Lectern.Server.Indexing.Parsing;

[JsonSerializable(typeof(WorkerResult))]
[JsonSerializable(typeof(MarkRequest))]
internal sealed partial class WorkerJson : JsonSerializerContext;
