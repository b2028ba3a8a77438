using Lectern.Server.Indexing.Embedding;

namespace Lectern.Tests.Fakes;

/// <summary>Embedding models for what waits until it is known whether there is one.</summary>
internal static class DecidedModels
{
    public static EmbeddingModels None => Of(null);

    public static EmbeddingModels Of(EmbeddingModel? model)
    {
        var models = new EmbeddingModels();
        models.Decide(model);
        return models;
    }
}
