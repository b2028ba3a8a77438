using System.Buffers.Binary;

namespace Lectern.Server.Indexing.Parsing;

/// <summary>
/// What server and worker say to each other over the worker's standard input and output. A frame is one byte of kind, four bytes
/// of length (little endian), the payload.
/// </summary>
internal static class WorkerFrames
{
    /// <summary>To the worker: the file's name (UTF-8). A <see cref="Content"/> frame follows.</summary>
    public const byte Name = (byte)'N';

    /// <summary>To the worker: the file's bytes.</summary>
    public const byte Content = (byte)'C';

    /// <summary>
    /// To the worker: draw the pages of the file that follows (<see cref="Name"/>, <see cref="Content"/>); its pages (four bytes)
    /// and how many bytes the pictures may have (eight).
    /// </summary>
    public const byte Draw = (byte)'D';

    /// <summary>To the worker: mark words on an image (<see cref="MarkRequest"/> as JSON).</summary>
    public const byte Mark = (byte)'M';

    /// <summary>
    /// From the worker: a page's number (four bytes) and its JPEG, in place of one that came before; no JPEG when that was wrong.
    /// </summary>
    public const byte Image = (byte)'I';

    /// <summary>From the worker: all pages were drawn; ends the file.</summary>
    public const byte Drawn = (byte)'E';

    /// <summary>
    /// From the worker: so many pages (four bytes) should be read with OCR; it waits for <see cref="Granted"/>.
    /// </summary>
    public const byte Ask = (byte)'A';

    /// <summary>To the worker: how many of the pages that it asked for may be read with OCR (four bytes).</summary>
    public const byte Granted = (byte)'G';

    /// <summary>
    /// From the worker: a program as large as LibreOffice ran, which could have left something in its folder, or a page that was
    /// given up is still being read.
    /// </summary>
    public const byte Spent = (byte)'S';

    /// <summary>From the worker: pages read so far (four bytes).</summary>
    public const byte Progress = (byte)'P';

    /// <summary>From the worker: <see cref="WorkerResult"/> as JSON; ends the file.</summary>
    public const byte Result = (byte)'R';

    /// <summary>
    /// From the worker: what the file lacked (<see cref="LackingPrograms.Marks"/>, UTF-8); a <see cref="Failure"/> follows.
    /// </summary>
    public const byte Lacking = (byte)'L';

    /// <summary>From the worker: why the file cannot be read (UTF-8); ends the file.</summary>
    public const byte Failure = (byte)'F';

    private const int HeaderBytes = 5;

    public static async Task WriteAsync(
        Stream stream, byte kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        header[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), payload.Length);
        await stream.WriteAsync(header, cancellationToken);
        await stream.WriteAsync(payload, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The frame is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<(
        byte Kind, byte[] Payload)?> ReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        if (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken) < HeaderBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
        if (length < 0 || length > maxBytes)
            throw new InvalidDataException($"A frame of {length} bytes is longer than allowed.");
        var payload = new byte[length];
        if (await stream.ReadAtLeastAsync(payload, length, throwOnEndOfStream: false, cancellationToken) < length)
            return null;
        return (header[0], payload);
    }
}
