using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Platform.Settings;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Loads the embedding model beside the start. One that cannot be loaded, for whatever reason, is absent: search is by words.
/// </summary>
/// <param name="ids">Name unfinished files of the cache.</param>
internal sealed partial class EmbeddingLoad(
    EmbeddingModels models, LecternOptions options, DataFolder data, Ids ids, UrgentWork urgent, Supervisor supervisor,
    ILogger<EmbeddingLoad> logger)
    : SupervisedLoop("model load", "Loading the embedding model", supervisor)
{
    protected override Task PassAsync(CancellationToken stoppingToken)
    {
        EmbeddingModel? model = null;
        try
        {
            model = Load();
            model?.TokenVectors?.Urgent = urgent;
            if (model is null)
                WordsOnly("LECTERN_EMBEDDINGS is none");
            else
                ByVectors(model.Id);
        }
        catch (Exception e) when (e is EmbeddingException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Absent(null, e.Message);
        }
        catch (Exception e)
        {
            // A damaged file of a model can fail in any way, and everybody waits for the decision.
            Absent(e, e.Message);
        }

        models.Decide(model);
        return Task.CompletedTask;
    }

    private EmbeddingModel? Load() => ModelName.Of(options.Embeddings) switch
    {
        ("local", "") => MiniLmModel.Load(
            new ModelCacheFolder(ModelCacheFolder.DefaultRoot(data.Root), ids), threads: 1, MiniLmModel.PrefersInt8),
        ("onnx", var folder) => OnnxFolder.LoadEmbedder(folder),
        ("openai", var name) => OpenAiEmbedder.Create(name, options.OpenAiBaseUrl, options.OpenAiApiKey),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Search is by words and by vectors of {Model}")]
    private partial void ByVectors(string model);

    [LoggerMessage(Level = LogLevel.Information, Message = "Search is by words only: {Reason}")]
    private partial void WordsOnly(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Search is by words only: {Reason}")]
    private partial void Absent(Exception? exception, string reason);
}
