using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Embedding.MiniLm;
using Lectern.Server.Indexing.Embedding.Onnx;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// Compares a question with sentences: token by token (late interaction: for each token of the question the nearest one of the
/// sentence, averaged with the question's subject counting most), and as wholes by the cosine of their tokens' means.
/// Thread-safe.
/// </summary>
internal sealed partial class QuestionVectors
{
    /// <summary>What a word such as "which", or a sign, counts beside a word of content.</summary>
    private const double EmptyWeight = 0.1;

    /// <summary>Of the cosine of the wholes, beside the tokens'.</summary>
    private const double WholeShare = 0.5;

    private readonly OnnxEmbedder model;
    private readonly TokenVectors question;
    private readonly double[] weights;
    private readonly float[] mean;

    private QuestionVectors(OnnxEmbedder model, TokenVectors question, double[] weights) =>
        (this.model, this.question, this.weights, mean) = (model, question, weights, Mean(question));

    /// <returns>
    /// Null for another model than the local one: the threshold of an answer was chosen for its likenesses alone.
    /// </returns>
    public static QuestionVectors? Of(Question question, EmbeddingModel? embedding, CancellationToken cancellationToken)
    {
        if (embedding is not { Id: MiniLmModel.Id, TokenVectors: { } model, Tokens: { } tokens })
            return null;
        var vectors = model.Of(question.Query, cancellationToken);
        var weights = Enumerable.Repeat(1.0, vectors.Ids.Count).ToArray();
        var at = 0;
        foreach (Match word in Word().Matches(question.Query))
        {
            var isEmpty = !char.IsLetterOrDigit(word.Value[0]) || StopWords.Contains(word.Value.ToLowerInvariant());
            var weight = (isEmpty ? EmptyWeight : 1) * (word.Index < question.Text.Length ? 1 : Question.ContextWeight);
            for (var n = tokens.Count(word.Value); n > 0 && at < weights.Length; n--)
                weights[at++] = weight;
        }

        return new QuestionVectors(model, vectors, weights);
    }

    /// <returns>For each sentence its likeness, at most 1.5.</returns>
    public double[] Likeness(IReadOnlyList<string> sentences, CancellationToken cancellationToken)
    {
        var likeness = new double[sentences.Count];
        var options =
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, sentences.Count, options, i => likeness[i] = Likeness(model.Of(sentences[i], cancellationToken)));
        return likeness;
    }

    private double Likeness(TokenVectors sentence)
    {
        double sum = 0;
        for (var token = 0; token < weights.Length && sentence.Ids.Count > 0; token++)
        {
            var nearest = float.NegativeInfinity;
            for (var other = 0; other < sentence.Ids.Count; other++)
                nearest = Math.Max(nearest, TensorPrimitives.Dot(question.Row(token), sentence.Row(other)));
            sum += weights[token] * nearest;
        }

        return (sum / Math.Max(weights.Sum(), EmptyWeight)) + (WholeShare * TensorPrimitives.Dot(mean, Mean(sentence)));
    }

    private static float[] Mean(TokenVectors tokens)
    {
        var mean = new float[tokens.Dimensions];
        for (var token = 0; token < tokens.Ids.Count; token++)
            TensorPrimitives.Add(mean, tokens.Row(token), mean);
        EmbeddingModel.Normalize(mean);
        return mean;
    }

    [GeneratedRegex("""[\p{L}\p{N}]+|[^\s\p{L}\p{N}]""")]
    private static partial Regex Word();
}
