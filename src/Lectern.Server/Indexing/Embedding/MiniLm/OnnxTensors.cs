using System.Runtime.InteropServices;

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

    private readonly byte[] file;
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> matrices = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">It is no such export.</exception>
    public OnnxTensors(byte[] file)
    {
        this.file = file;
        var products = new List<string>();
        foreach (var (field, part) in new ProtoReader(file, 0..file.Length).Parts().Where(p => p.Field == Graph).ToList())
        {
            var parts = new ProtoReader(file, part).Parts().ToList();
            foreach (var initializer in parts.Where(p => p.Field == Initializer))
                Add(initializer.Part);
            products.AddRange(parts.Where(p => p.Field == Node).Select(p => MatrixOf(p.Part)).OfType<string>());
        }

        for (var i = 0; i < products.Count; i++)
            matrices[$"encoder.layer.{i / Products.Length}.{Products[i % Products.Length]}.weight"] = products[i];
    }

    public ReadOnlySpan<Half> Halves(string name)
    {
        if (tensors.TryGetValue(name, out var plain))
            return Rounded(plain.Of(file));
        if (!matrices.TryGetValue(name, out var number) || tensors[number] is not { Rows: > 0 } turned)
            throw new InvalidDataException($"The model has no tensor {name}.");
        var values = turned.Of(file);
        var matrix = new float[values.Length];
        for (var row = 0; row < turned.Rows; row++)
        {
            for (var column = 0; column < turned.Columns; column++)
                matrix[(column * turned.Rows) + row] = values[(row * turned.Columns) + column];
        }

        return Rounded(matrix);
    }

    private void Add(Range part)
    {
        var (name, data) = ("", 0..0);
        var dimensions = new List<int>();
        foreach (var (field, value) in new ProtoReader(file, part).Parts())
        {
            if (field == TensorName)
                name = Text(value);
            else if (field == TensorData)
                data = value;
            else if (field == TensorDimensions)
                dimensions.Add(value.Start.Value);
        }

        tensors[name] = new Tensor(data, dimensions.FirstOrDefault(), dimensions.ElementAtOrDefault(1));
    }

    /// <returns>The stored matrix that a node multiplies with; null for any other node.</returns>
    private string? MatrixOf(Range part)
    {
        var node = new ProtoReader(file, part).Parts().ToList();
        return node.Any(p => p.Field == NodeType && Text(p.Part) == "MatMul")
            ? node.Where(p => p.Field == NodeInput).Select(p => Text(p.Part)).FirstOrDefault(tensors.ContainsKey)
            : null;
    }

    private string Text(Range part) => System.Text.Encoding.UTF8.GetString(file.AsSpan(part));

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
    private sealed record Tensor(Range Data, int Rows, int Columns)
    {
        public ReadOnlySpan<float> Of(byte[] file) => MemoryMarshal.Cast<byte, float>(file.AsSpan(Data));
    }
}
