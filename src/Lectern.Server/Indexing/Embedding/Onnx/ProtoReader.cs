using System.Buffers.Binary;

namespace Lectern.Server.Indexing.Embedding.Onnx;

/// <summary>Reads Protocol Buffers' wire format, field by field: as much of it as files of tokenizers and models use.</summary>
internal static class ProtoReader
{
    /// <exception cref="EmbeddingException">It is no such message.</exception>
    public static IEnumerable<Field> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Variable(message.Span, ref at);
            var (number, kind) = ((int)(key >> 3), (int)(key & 7));
            switch (kind)
            {
                case 0:
                    yield return new Field(number, (long)Variable(message.Span, ref at), default);
                    break;
                case 1:
                    yield return new Field(
                        number, BinaryPrimitives.ReadInt64LittleEndian(Taken(message, ref at, 8).Span), default);
                    break;
                case 2:
                    var length = Variable(message.Span, ref at);
                    yield return new Field(number, 0, Taken(message, ref at, length));
                    break;
                case 5:
                    yield return new Field(
                        number, BinaryPrimitives.ReadInt32LittleEndian(Taken(message, ref at, 4).Span), default);
                    break;
                default:
                    throw Broken();
            }
        }
    }

    private static ReadOnlyMemory<byte> Taken(ReadOnlyMemory<byte> message, ref int at, ulong length)
    {
        if (length > (ulong)(message.Length - at))
            throw Broken();
        var taken = message.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    private static ulong Variable(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at == message.Length)
                throw Broken();
            value |= (ulong)(message[at] & 0x7F) << shift;
            if ((message[at++] & 0x80) == 0)
                return value;
        }

        throw Broken();
    }

    private static EmbeddingException Broken() => new("The model's tokenizer file is damaged or of another kind.");

    /// <param name="Value">A number's bits; 0 for a field of bytes.</param>
    internal readonly record struct Field(int Number, long Value, ReadOnlyMemory<byte> Bytes);
}
