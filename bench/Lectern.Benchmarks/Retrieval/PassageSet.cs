using System.Numerics.Tensors;
using System.Text.Json;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Text;

namespace Lectern.Benchmarks.Retrieval;

/// <summary>
/// Passages of about 900 characters of natural text: the sentences of judged sets' documents in their order, from a random
/// document and sentence on and into further random documents until the length is reached. Every sentence is embedded for real;
/// a passage's vector is the mean direction of its sentences' vectors. Seeded: the same set each time.
/// </summary>
internal sealed class PassageSet
{
    private const int Characters = 900;

    private readonly List<(string[] Sentences, float[][] Vectors)> documents;
    private Random random = new(1);

    private PassageSet(List<(string[] Sentences, float[][] Vectors)> documents) => this.documents = documents;

    public static async Task<PassageSet> ReadAsync(EmbeddingModel model, params string[] corpora)
    {
        var documents = new List<(string[] Sentences, float[][] Vectors)>();
        foreach (var line in corpora.SelectMany(File.ReadLines))
        {
            var text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
            var sentences = SentenceSplitter.Split(text).Select(s => text.Substring(s.Start, s.Length)).ToArray();
            if (sentences.Length == 0)
                continue;
            var embedded = await model.Generator.GenerateAsync(sentences);
            documents.Add((sentences, [.. embedded.Select(e => EmbeddingModel.Normalized(e.Vector))]));
        }

        return new PassageSet(documents);
    }

    public int Sentences => documents.Sum(d => d.Sentences.Length);

    /// <summary>From now on the same passages come again.</summary>
    public void Restart() => random = new Random(1);

    public (string Text, float[] Vector) Next()
    {
        var parts = new List<string>();
        var sum = new float[documents[0].Vectors[0].Length];
        while (parts.Sum(p => p.Length + 1) < Characters)
        {
            var (sentences, vectors) = documents[random.Next(documents.Count)];
            for (var i = random.Next(sentences.Length); i < sentences.Length && parts.Sum(p => p.Length + 1) < Characters; i++)
            {
                parts.Add(sentences[i]);
                TensorPrimitives.Add(sum, vectors[i], sum);
            }
        }

        return (string.Join(' ', parts), EmbeddingModel.Normalized(sum));
    }
}
