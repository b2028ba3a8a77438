using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>
/// Writes one message in Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding). Not thread-safe.
/// </summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    public ProtoWriter Number(int field, long value)
    {
        Variable((ulong)field << 3);
        Variable((ulong)value);
        return this;
    }

    public ProtoWriter Float(int field, float value)
    {
        Variable(((ulong)field << 3) | 5);
        Span<byte> little = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(little, value);
        bytes.Write(little);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Variable(((ulong)field << 3) | 2);
        Variable((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written.Span);

    private void Variable(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
            bytes.Write([(byte)(value | 0x80)]);
        bytes.Write([(byte)value]);
    }
}
