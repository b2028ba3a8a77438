using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>
/// A file of tensors (github.com/huggingface/safetensors): 8 bytes with the header's length, a JSON header
/// (<c>{"name": {"dtype": "F16", "shape": [384], "data_offsets": [0, 768]}}</c>), the data.
/// </summary>
internal sealed class Safetensors(byte[] file) : IMiniLmWeights
{
    private readonly int start = 8 + checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
    private readonly JsonElement header = ReadHeader(file);

    public ReadOnlySpan<Half> Halves(string name)
    {
        if (!header.TryGetProperty(name, out var tensor) || tensor.GetProperty("dtype").GetString() != "F16")
            throw new InvalidDataException($"The weights have no half-precision tensor {name}.");
        var offsets = tensor.GetProperty("data_offsets");
        var (from, to) = (start + offsets[0].GetInt32(), start + offsets[1].GetInt32());
        return MemoryMarshal.Cast<byte, Half>(file.AsSpan(from, to - from));
    }

    private static JsonElement ReadHeader(byte[] file)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > (ulong)file.Length - 8)
            throw new InvalidDataException("The weights' header is longer than their file.");
        return JsonDocument.Parse(file.AsMemory(8, (int)length)).RootElement;
    }
}
