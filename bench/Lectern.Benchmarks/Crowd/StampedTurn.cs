using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using Lectern.FakeModel;

namespace Lectern.Benchmarks.Crowd;

/// <summary>What a client measured of one stamped answer, through Lectern or straight from the model server.</summary>
/// <param name="FirstMilliseconds">From sending the request to the first delta.</param>
/// <param name="Delays">Milliseconds from the model's sending of each delta to its arrival.</param>
internal sealed record StampedTurn(double FirstMilliseconds, IReadOnlyList<double> Delays)
{
    /// <param name="request">Asks for a stamped answer.</param>
    /// <param name="isDelta">Whether a line of the stream holds a stamp.</param>
    public static async Task<StampedTurn> MeasureAsync(
        HttpClient http, HttpRequestMessage request, Func<ReadOnlySequence<byte>, bool> isDelta)
    {
        var sent = StampedAnswer.Now;
        var first = 0L;
        var delays = new List<double>();
        using (request)
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            var body = PipeReader.Create(await response.Content.ReadAsStreamAsync());
            while (true)
            {
                var read = await body.ReadAsync();
                var now = StampedAnswer.Now;
                var rest = read.Buffer;
                while (TryLine(ref rest, out var line))
                {
                    if (!isDelta(line) || Stamp(line) is not { } stamp)
                        continue;
                    first = first == 0 ? now : first;
                    delays.Add((now - stamp) / 1000.0);
                }

                body.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                    break;
            }

            await body.CompleteAsync();
        }

        return new StampedTurn((first - sent) / 1000.0, delays);
    }

    public static bool IsLecternDelta(ReadOnlySequence<byte> line) => StartsWith(line, "data: {\"type\":\"text_delta\""u8);

    public static bool IsModelDelta(ReadOnlySequence<byte> line) => StartsWith(line, "data: {\"id\":"u8);

    private static bool TryLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static bool StartsWith(ReadOnlySequence<byte> line, ReadOnlySpan<byte> start)
    {
        if (line.Length < start.Length)
            return false;
        Span<byte> begin = stackalloc byte[32];
        line.Slice(0, start.Length).CopyTo(begin);
        return begin[..start.Length].SequenceEqual(start);
    }

    /// <summary>The digits after <c>"content":"</c>; null in a frame that has none.</summary>
    private static long? Stamp(ReadOnlySequence<byte> line)
    {
        Span<byte> bytes = stackalloc byte[256];
        bytes = bytes[..(int)Math.Min(line.Length, bytes.Length)];
        line.Slice(0, bytes.Length).CopyTo(bytes);
        var at = bytes.IndexOf("\"content\":\""u8);
        return at >= 0 && Utf8Parser.TryParse(bytes[(at + 11)..], out long stamp, out _) ? stamp : null;
    }
}
