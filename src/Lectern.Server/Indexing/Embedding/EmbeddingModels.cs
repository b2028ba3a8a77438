using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// The embedding model that the settings name, loaded beside the start. Whoever needs it waits until it works or is known to be
/// absent: nothing is indexed by words only because the model came late. Thread-safe.
/// </summary>
internal sealed partial class EmbeddingModels(Func<EmbeddingModel?> load, ILogger<EmbeddingModels> logger) : BackgroundService
{
    private readonly TaskCompletionSource<EmbeddingModel?> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="ids">Name unfinished files of the cache.</param>
    public static EmbeddingModels FromSettings(LecternOptions options, DataFolder data, Ids ids, ILogger<EmbeddingModels> logger) =>
        new(() => Load(options, data, ids), logger);

    /// <summary>A model that is there already.</summary>
    public static EmbeddingModels Loaded(EmbeddingModel? model)
    {
        var models = new EmbeddingModels(() => model, NullLogger<EmbeddingModels>.Instance);
        models.ready.SetResult(model);
        return models;
    }

    /// <summary>Whether it is known if there is a model.</summary>
    public bool IsDecided => ready.Task.IsCompleted;

    /// <returns>Null when there is none: search is by words.</returns>
    public Task<EmbeddingModel?> ReadyAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);

    public override void Dispose()
    {
        base.Dispose();
        if (ready.Task.IsCompletedSuccessfully)
            ready.Task.GetAwaiter().GetResult()?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        EmbeddingModel? model = null;
        try
        {
            model = await Task.Run(load, stoppingToken);
            if (model is null)
                WordsOnly("LECTERN_EMBEDDINGS is none");
            else
                ByVectors(model.Id);
        }
        catch (Exception e) when (e is EmbeddingException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Absent(e.Message);
        }
        finally
        {
            ready.TrySetResult(model);
        }
    }

    private static EmbeddingModel? Load(LecternOptions options, DataFolder data, Ids ids) => options.Embeddings.Split(':', 2) switch
    {
        ["local"] => MiniLmModel.Load(
            new ModelCacheFolder(ModelCacheFolder.DefaultRoot(data.Root), ids), threads: 1, MiniLmModel.PrefersInt8),
        ["onnx", var folder] => OnnxFolder.LoadEmbedder(folder),
        ["openai", var name] => OpenAiEmbedder.Create(name, options.OpenAiBaseUrl, options.OpenAiApiKey),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Search is by words and by vectors of {Model}")]
    private partial void ByVectors(string model);

    [LoggerMessage(Level = LogLevel.Information, Message = "Search is by words only: {Reason}")]
    private partial void WordsOnly(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Search is by words only: {Reason}")]
    private partial void Absent(string reason);
}
