using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// all-MiniLM-L6-v2 from the package that <c>./run</c> fetches into the cache. Its weights are turned into an ONNX graph once.
/// </summary>
internal static class MiniLmModel
{
    public const string Id = "all-MiniLM-L6-v2";
    private const string GraphVersion = "1";

    /// <summary>What the model was trained on.</summary>
    private const int TrainedTokens = 256;

    /// <summary>Whether this processor multiplies int8 in one step; without, int8 is hardly faster than float32.</summary>
    public static bool PrefersInt8 { get; } = AvxVnni.IsSupported || HasAvx512Vnni() || Dp.IsSupported;

    /// <param name="maxTokens">Of one text, marks included, at most 512; longer texts are cut.</param>
    /// <exception cref="EmbeddingException">The package is not there or is not the one that is meant.</exception>
    public static EmbeddingModel Load(ModelCacheFolder cache, int threads, bool quantized, int maxTokens = TrainedTokens)
    {
        var folder = cache.GetOrMake(
            $"minilm-l6-v2-{(quantized ? "int8" : "float32")}-{GraphVersion}",
            unfinished => Make(MiniLmPackage.Read(cache), unfinished, quantized));
        var tokens = WordPieceTokens.Create(File.ReadAllBytes(Path.Combine(folder, "vocab.txt")), lowerCase: true);
        var encoder = new OnnxEncoder(Path.Combine(folder, "model.onnx"), threads, "last_hidden_state");
        var embedder = new OnnxEmbedder(encoder, tokens, MiniLmGraph.Width, maxTokens, Pooling.Mean);
        return new EmbeddingModel(Id, embedder, tokens, embedder);
    }

    private static void Make(MiniLmPackage package, string folder, bool quantized)
    {
        using var weights = File.Create(Path.Combine(folder, "model.weights"));
        using var model = File.Create(Path.Combine(folder, "model.onnx"));
        var graph = new OnnxGraph(weights, "model.weights");
        MiniLmGraph.Write(package.Weights, graph, quantized);
        graph.Save(model);
        File.WriteAllBytes(Path.Combine(folder, "vocab.txt"), package.Vocabulary);
    }

    /// <summary>CPUID leaf 7, ECX bit 11; .NET has no name for it.</summary>
    private static bool HasAvx512Vnni() =>
        X86Base.IsSupported && Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;
}
