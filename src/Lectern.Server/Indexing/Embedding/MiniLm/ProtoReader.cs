namespace Lectern.Server.Indexing.Embedding.MiniLm;

/// <summary>The fields of one message of a Protocol Buffers file (protobuf.dev/programming-guides/encoding), in order.</summary>
internal readonly struct ProtoReader(byte[] file, Range message)
{
    private const int Varint = 0;
    private const int Eight = 1;
    private const int Delimited = 2;
    private const int Four = 5;

    /// <returns>Each field with the place of its content; of a number the place's start is the number itself.</returns>
    /// <exception cref="InvalidDataException">This is no such message.</exception>
    public IEnumerable<(int Field, Range Part)> Parts()
    {
        var (at, end) = (message.Start.Value, message.End.Value);
        while (at < end)
        {
            var head = Number(ref at);
            var field = (int)(head >> 3);
            switch ((int)(head & 7))
            {
                case Varint:
                    var number = (int)Math.Min(Number(ref at), int.MaxValue);
                    yield return (field, number..number);
                    break;
                case Delimited:
                    var length = (int)Math.Min(Number(ref at), int.MaxValue);
                    if (length > end - at)
                        throw new InvalidDataException("A field is longer than its message.");
                    yield return (field, at..(at + length));
                    at += length;
                    break;
                case Eight:
                    at += 8;
                    break;
                case Four:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException("A field is of an unknown kind.");
            }
        }
    }

    private ulong Number(ref int at)
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = file[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }

        throw new InvalidDataException("A number has more than ten bytes.");
    }
}
