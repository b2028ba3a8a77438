using System.Globalization;
using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// Builds an ONNX model (github.com/onnx/onnx, onnx.proto) node by node. Large tensors go to a file beside the graph, which ONNX
/// Runtime maps into memory instead of copying. Little-endian machines only. Not thread-safe.
/// </summary>
internal sealed class OnnxGraph(Stream weights, string weightsFile)
{
    public const string Microsoft = "com.microsoft";

    private const int Opset = 17;
    private const int IrVersion = 8;
    private const int ExternalFromBytes = 64 * 1024;

    /// <summary>Offsets that every system can map.</summary>
    private const int Alignment = 64 * 1024;

    private readonly ProtoWriter graph = new();
    private int nodes;

    public string Weight(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        Weight(name, OnnxType.Float, MemoryMarshal.AsBytes(values), shape);

    public string Weight(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<int> shape) =>
        Weight(name, OnnxType.Int8, MemoryMarshal.AsBytes(values), shape);

    public string Weight(string name, ReadOnlySpan<Half> values, params ReadOnlySpan<int> shape) =>
        Weight(name, OnnxType.Float16, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds a node. An empty input name stands for an optional input that is not given.</summary>
    /// <returns>The name of its first output.</returns>
    public string Node(
        string type, string domain, string[] inputs, string output,
        params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Node(type, domain, inputs, [output], attributes);

    public string Node(
        string type, string domain, string[] inputs, string[] outputs,
        params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(3, string.Create(CultureInfo.InvariantCulture, $"{type}_{nodes++}")).Text(4, type);
        foreach (var (name, value) in attributes)
            node.Message(5, Attribute(name, value));
        graph.Message(1, node.Text(7, domain));
        return outputs[0];
    }

    public void Input(string name, OnnxType type, params ReadOnlySpan<object> shape) =>
        graph.Message(11, Value(name, type, shape));

    public void Output(string name, OnnxType type, params ReadOnlySpan<object> shape) =>
        graph.Message(12, Value(name, type, shape));

    public void Save(Stream file)
    {
        var model = new ProtoWriter().Number(1, IrVersion).Text(2, "lectern").Message(7, graph.Text(2, "encoder"))
            .Message(8, new ProtoWriter().Text(1, "").Number(2, Opset))
            .Message(8, new ProtoWriter().Text(1, Microsoft).Number(2, 1));
        file.Write(model.Written.Span);
    }

    private string Weight(string name, OnnxType type, ReadOnlySpan<byte> data, ReadOnlySpan<int> shape)
    {
        var tensor = new ProtoWriter();
        foreach (var dimension in shape)
            tensor.Number(1, dimension);
        tensor.Number(2, (int)type).Text(8, name);
        if (data.Length < ExternalFromBytes)
            tensor.Bytes(9, data);
        else
            External(tensor, data);
        graph.Message(5, tensor);
        return name;
    }

    private void External(ProtoWriter tensor, ReadOnlySpan<byte> data)
    {
        weights.SetLength((weights.Length + Alignment - 1) / Alignment * Alignment);
        weights.Position = weights.Length;
        foreach (var (key, value) in ((string, string)[])[
            ("location", weightsFile),
            ("offset", weights.Position.ToString(CultureInfo.InvariantCulture)),
            ("length", data.Length.ToString(CultureInfo.InvariantCulture))])
        {
            tensor.Message(13, new ProtoWriter().Text(1, key).Text(2, value));
        }

        tensor.Number(14, 1);
        weights.Write(data);
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(1, name);
        return value switch
        {
            float number => attribute.Float(2, number).Number(20, 1),
            int number => attribute.Number(3, number).Number(20, 2),
            int[] numbers => numbers.Aggregate(attribute, (a, n) => a.Number(8, n)).Number(20, 7),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
    }

    private static ProtoWriter Value(string name, OnnxType type, ReadOnlySpan<object> shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
        {
            dimensions.Message(1, dimension switch
            {
                int size => new ProtoWriter().Number(1, size),
                string symbol => new ProtoWriter().Text(2, symbol),
                _ => throw new ArgumentOutOfRangeException(nameof(shape)),
            });
        }

        var tensor = new ProtoWriter().Number(1, (int)type).Message(2, dimensions);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }
}
