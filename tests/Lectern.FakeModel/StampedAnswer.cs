using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Lectern.FakeModel;

/// <summary>
/// An answer for measuring: each delta's content is the moment it was sent at. The prompt says how many there are and how far
/// apart: <c>stamped COUNT MILLISECONDS</c>.
/// </summary>
internal sealed record StampedAnswer(int Count, TimeSpan Every)
{
    private const string Before =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"fake\",\"choices\":[{\"index\":0,"
        + "\"delta\":{\"content\":\"";

    private const string After = " \"},\"finish_reason\":null}]}\n\n";

    /// <summary>Microseconds of the machine's steady clock, the same for every process on it.</summary>
    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    public string Prompt => string.Create(CultureInfo.InvariantCulture, $"stamped {Count} {Every.TotalMilliseconds}");

    /// <returns>Null when the prompt asks for something else.</returns>
    public static StampedAnswer? FromPrompt(string prompt) =>
        prompt.Split(' ') is ["stamped", var count, var every]
            ? new(
                int.Parse(count, CultureInfo.InvariantCulture),
                TimeSpan.FromMilliseconds(double.Parse(every, CultureInfo.InvariantCulture)))
            : null;

    /// <summary>By the clock, not by pauses: a delta that is late does not delay the next one.</summary>
    public async Task SendAsync(HttpContext http)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var buffer = new byte[Before.Length + After.Length + 20];
        for (var i = 0; i < Count; i++)
        {
            var wait = (Every * i) - TimeProvider.System.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, http.RequestAborted);
            var length = Encoding.UTF8.GetBytes(string.Concat(Before, Now.ToString(CultureInfo.InvariantCulture), After), buffer);
            await http.Response.BodyWriter.WriteAsync(buffer.AsMemory(0, length), http.RequestAborted);
        }

        foreach (var frame in (FakeFrame[])[FakeFrame.Finish("stop"), FakeFrame.Usage(10, Count), FakeFrame.Done])
            await frame.SendAsync(http, http.RequestAborted);
    }
}
