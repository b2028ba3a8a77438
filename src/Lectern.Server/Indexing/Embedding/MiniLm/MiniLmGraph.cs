using Lectern.Server.Indexing.Embedding.Onnx;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// The encoder all-MiniLM-L6-v2 (BERT: 6 layers, 12 heads, 384 wide) as an ONNX graph of ONNX Runtime's fused operators, for
/// one text at a time without padding. Inputs <c>input_ids</c> and <c>position_ids</c>, int32 [1, tokens]; output
/// <c>last_hidden_state</c>, float [1, tokens, 384].
/// </summary>
internal sealed class MiniLmGraph
{
    public const int Width = 384;
    public const int MaxTokens = 512;

    private const int Layers = 6;
    private const int Heads = 12;
    private const int Inner = 1536;
    private const int Vocabulary = 30522;
    private const float Epsilon = 1e-12f;

    private readonly IMiniLmWeights source;
    private readonly OnnxGraph graph;
    private readonly bool quantized;

    private MiniLmGraph(IMiniLmWeights source, OnnxGraph graph, bool quantized) =>
        (this.source, this.graph, this.quantized) = (source, graph, quantized);

    /// <param name="quantized">Matrices as int8 with a scale per column, activations quantised as they come.</param>
    public static void Write(IMiniLmWeights source, OnnxGraph graph, bool quantized)
    {
        var model = new MiniLmGraph(source, graph, quantized);
        graph.Input("input_ids", OnnxType.Int32, 1, "tokens");
        graph.Input("position_ids", OnnxType.Int32, 1, "tokens");
        graph.Output("last_hidden_state", OnnxType.Float, 1, "tokens", Width);
        var x = model.Embeddings();
        for (var layer = 0; layer < Layers; layer++)
            x = model.Layer(x, layer, layer == Layers - 1 ? "last_hidden_state" : $"x{layer}");
    }

    /// <summary>Every text is of the first segment, so that segment's vector is added to the positions here.</summary>
    private string Embeddings()
    {
        var positions = source.Floats("embeddings.position_embeddings.weight");
        var segment = source.Floats("embeddings.token_type_embeddings.weight");
        for (var i = 0; i < positions.Length; i++)
            positions[i] += segment[i % Width];
        var table = graph.Weight("words", source.Halves("embeddings.word_embeddings.weight"), Vocabulary, Width);
        var half = graph.Node("Gather", "", [table, "input_ids"], "words_half");
        var words = graph.Node("Cast", "", [half], "words_float", ("to", (int)OnnxType.Float));
        var places = graph.Node("Gather", "", [graph.Weight("positions", positions, MaxTokens, Width), "position_ids"], "places");
        return Normalized(words, places, "embeddings.LayerNorm", null, "embedded");
    }

    private string Layer(string x, int layer, string output)
    {
        var prefix = $"encoder.layer.{layer}.";
        var attended = Attention(x, prefix + "attention.self.", $"attention{layer}");
        var joined = Product(attended, prefix + "attention.output.dense.weight", Width, Width, $"joined{layer}");
        var middle = Normalized(
            joined, x, prefix + "attention.output.LayerNorm", prefix + "attention.output.dense.bias", $"middle{layer}");
        var wide = Product(middle, prefix + "intermediate.dense.weight", Width, Inner, $"wide{layer}");
        var bias = graph.Weight($"wide_bias{layer}", source.Floats(prefix + "intermediate.dense.bias"), Inner);
        var active = graph.Node("BiasGelu", OnnxGraph.Microsoft, [wide, bias], $"active{layer}");
        var narrow = Product(active, prefix + "output.dense.weight", Inner, Width, $"narrow{layer}");
        return Normalized(narrow, middle, prefix + "output.LayerNorm", prefix + "output.dense.bias", output);
    }

    private string Attention(string x, string prefix, string output)
    {
        string[] parts = ["query", "key", "value"];
        var columns = parts.Select(p => Transposed(source.Floats($"{prefix}{p}.weight"), Width, Width)).ToArray();
        var matrix = new float[Width * 3 * Width];
        for (var row = 0; row < Width; row++)
        {
            for (var part = 0; part < 3; part++)
                columns[part].AsSpan(row * Width, Width).CopyTo(matrix.AsSpan((row * 3 * Width) + (part * Width)));
        }

        var bias = graph.Weight(output + "_bias", parts.SelectMany(p => source.Floats($"{prefix}{p}.bias")).ToArray(), 3 * Width);
        if (!quantized)
        {
            var weights = graph.Weight(output + "_matrix", matrix, Width, 3 * Width);
            return graph.Node("Attention", OnnxGraph.Microsoft, [x, weights, bias], output, ("num_heads", Heads));
        }

        var all = Quantized(x, matrix, Width, 3 * Width, bias, output + "_all");
        string[] split = [output + "_q", output + "_k", output + "_v"];
        graph.Node("Split", "", [all], split, ("axis", -1));
        return graph.Node("MultiHeadAttention", OnnxGraph.Microsoft, split, output, ("num_heads", Heads));
    }

    /// <summary>x times the transpose of a weight that is stored [columns, rows].</summary>
    private string Product(string x, string weight, int rows, int columns, string output)
    {
        var matrix = Transposed(source.Floats(weight), columns, rows);
        return quantized
            ? Quantized(x, matrix, rows, columns, "", output)
            : graph.Node("MatMul", "", [x, graph.Weight(output + "_matrix", matrix, rows, columns)], output);
    }

    private string Quantized(string x, float[] matrix, int rows, int columns, string bias, string output)
    {
        var (values, scales) = QuantizedColumns.Of(matrix, rows, columns);
        var weight = graph.Weight(output + "_matrix", values, rows, columns);
        var scale = graph.Weight(output + "_scales", scales, columns);
        string[] inputs = bias.Length == 0 ? [x, weight, scale] : [x, weight, scale, "", bias];
        return graph.Node("DynamicQuantizeMatMul", OnnxGraph.Microsoft, inputs, output);
    }

    /// <summary>LayerNorm(x + bias + skip).</summary>
    private string Normalized(string x, string skip, string norm, string? bias, string output)
    {
        string[] inputs =
        [
            x, skip,
            graph.Weight(output + "_gamma", source.Floats(norm + ".weight"), Width),
            graph.Weight(output + "_beta", source.Floats(norm + ".bias"), Width),
        ];
        if (bias is not null)
            inputs = [.. inputs, graph.Weight(output + "_bias", source.Floats(bias), Width)];
        return graph.Node("SkipLayerNormalization", OnnxGraph.Microsoft, inputs, output, ("epsilon", Epsilon));
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
        }

        return transposed;
    }
}
