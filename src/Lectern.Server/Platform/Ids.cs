using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lectern.Server.Platform;

/// <summary>
/// Makes identifiers that sort by creation: UUIDv7 (RFC 9562, method 1) with the 12 bits after the version as a counter, so that
/// ids made in one millisecond, or while the clock steps back, still ascend. Thread-safe.
/// </summary>
internal sealed class Ids(TimeProvider time)
{
    private readonly Lock gate = new();
    private long lastMilliseconds;
    private int counter;

    public string Session() => Prefixed("ses-");

    public string Index() => Prefixed("idx-");

    public string Directory() => Prefixed("dir-");

    public string DirectoryFile() => Prefixed("dfl-");

    public string Configuration() => Prefixed("cfg-");

    /// <summary>A UUID in its usual form, lower case.</summary>
    public string Uuid() => Next().ToString("D");

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var (milliseconds, count) = Tick();
        BinaryPrimitives.WriteInt64BigEndian(bytes, (milliseconds << 16) | 0x7000L | (uint)count);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private string Prefixed(string prefix) => prefix + Next().ToString("N");

    private (long Milliseconds, int Count) Tick()
    {
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > lastMilliseconds)
                (lastMilliseconds, counter) = (now, 0);
            else if (++counter > 0xFFF)
                (lastMilliseconds, counter) = (lastMilliseconds + 1, 0);
            return (lastMilliseconds, counter);
        }
    }
}
