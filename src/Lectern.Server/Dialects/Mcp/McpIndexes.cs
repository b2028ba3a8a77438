using System.Text.Json.Nodes;
using Lectern.Server.Agent;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects.Mcp;

/// <summary>The indexes that an agent may choose from, with the description by which it chooses. Thread-safe.</summary>
internal sealed class McpIndexes(IIndexes indexes)
{
    private const int MaxListed = 100;

    /// <summary>As the tools search it.</summary>
    /// <exception cref="ApiException">There is none, or it has no contents yet.</exception>
    public TurnIndex Searchable(McpCaller caller, string? indexId)
    {
        var index = indexes.Get(caller.Scope, caller.IndexId ?? indexId ?? throw new ArgumentException("indexId is missing."));
        return index.IsSearchable
            ? TurnIndex.Of(index, indexes)
            : throw ApiException.Conflict($"Index {index.Id} cannot be searched yet: it is {index.ReadMetadata().Status}.");
    }

    public McpAnswer List(McpCaller caller)
    {
        var rows = caller.IndexId is { } named
            ? [indexes.Get(caller.Scope, named)]
            : indexes.List(caller.Scope, null, new PageRequest(MaxListed, null));
        var listed = new JsonArray();
        foreach (var row in rows.Take(MaxListed))
        {
            var metadata = row.ReadMetadata();
            listed.Add(new JsonObject
            {
                ["id"] = row.Id,
                ["name"] = row.Name,
                ["description"] = row.Description,
                ["status"] = metadata.Status,
                ["files"] = metadata.Files?.Ready,
            });
        }

        var text = rows.Count == 0
            ? "There is no index."
            : string.Join('\n', rows.Take(MaxListed).Select(r =>
                $"{r.Id}: {McpName.Of(r.Name)} ({r.ReadMetadata().Status})"
                + (r.Description is { Length: > 0 } about ? $": {McpName.Of(about)}" : "")));
        return new McpAnswer(text, JsonElements.Of(new JsonObject { ["indexes"] = listed, ["more"] = rows.Count > MaxListed }));
    }
}
