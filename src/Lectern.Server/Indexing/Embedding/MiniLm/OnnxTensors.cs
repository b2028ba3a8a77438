using System.Runtime.InteropServices;
using Lectern.Server.Indexing.Embedding.Onnx;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// The weights in an ONNX export of the encoder (github.com/onnx/onnx, onnx.proto), rounded to half precision, ties away from
/// zero: that makes them, bit by bit, those of the file of half-precision tensors. The exporter kept the names of biases, norms
/// and embeddings; matrices it turned round and numbered, in the order of the six products of each layer.
/// </summary>
internal sealed class OnnxTensors : IMiniLmWeights
{
    // Fields of ModelProto, GraphProto, NodeProto and TensorProto.
    private const int Graph = 7;
    private const int Node = 1;
    private const int Initializer = 5;
    private const int NodeInput = 1;
    private const int NodeType = 4;
    private const int TensorDimensions = 1;
    private const int TensorName = 8;
    private const int TensorData = 9;

    private static readonly string[] Products =
    [
        "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense",
        "output.dense",
    ];

    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> matrices = new(StringComparer.Ordinal);

    public OnnxTensors(ReadOnlyMemory<byte> file)
    {
        var graph = ProtoReader.Fields(ProtoReader.Fields(file).First(f => f.Number == Graph).Bytes).ToList();
        foreach (var initializer in graph.Where(f => f.Number == Initializer))
            Add(initializer.Bytes);
        var products = graph.Where(f => f.Number == Node).Select(f => MatrixOf(f.Bytes)).OfType<string>().ToList();
        for (var i = 0; i < products.Count; i++)
            matrices[$"encoder.layer.{i / Products.Length}.{Products[i % Products.Length]}.weight"] = products[i];
    }

    public ReadOnlySpan<Half> Halves(string name)
    {
        if (tensors.TryGetValue(name, out var plain))
            return Rounded(plain.Values);
        if (!matrices.TryGetValue(name, out var number) || tensors[number] is not { Rows: > 0 } turned)
            throw new InvalidDataException($"The model has no tensor {name}.");
        var values = turned.Values;
        var matrix = new float[values.Length];
        for (var row = 0; row < turned.Rows; row++)
        {
            for (var column = 0; column < turned.Columns; column++)
                matrix[(column * turned.Rows) + row] = values[(row * turned.Columns) + column];
        }

        return Rounded(matrix);
    }

    private void Add(ReadOnlyMemory<byte> initializer)
    {
        var fields = ProtoReader.Fields(initializer).ToLookup(f => f.Number);
        var dimensions = fields[TensorDimensions].Select(f => (int)f.Value).ToList();
        tensors[Text(fields[TensorName].First().Bytes)] = new Tensor(
            fields[TensorData].FirstOrDefault().Bytes, dimensions.FirstOrDefault(), dimensions.ElementAtOrDefault(1));
    }

    /// <returns>The stored matrix that a node multiplies with; null for any other node.</returns>
    private string? MatrixOf(ReadOnlyMemory<byte> node)
    {
        var fields = ProtoReader.Fields(node).ToLookup(f => f.Number);
        return fields[NodeType].Any(f => Text(f.Bytes) == "MatMul")
            ? fields[NodeInput].Select(f => Text(f.Bytes)).FirstOrDefault(tensors.ContainsKey)
            : null;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);

    private static Half[] Rounded(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var near = (Half)values[i];
            var away = values[i] < 0 ? Half.BitDecrement(near) : Half.BitIncrement(near);
            halves[i] = MathF.Abs((float)away - values[i]) <= MathF.Abs((float)near - values[i]) ? away : near;
        }

        return halves;
    }

    /// <param name="Data">32-bit floats, row by row.</param>
    private sealed record Tensor(ReadOnlyMemory<byte> Data, int Rows, int Columns)
    {
        public ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(Data.Span);
    }
}
