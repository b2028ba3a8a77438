using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lectern.Server.Attachments;
using Lectern.Server.Platform.Http;
using Lectern.Server.Text;
using Microsoft.Extensions.Time.Testing;

namespace Lectern.Tests.Library;

public sealed class MarkedTextTests
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mark_stands_where_it_should_whatever_the_pieces()
    {
        var random = new Random(10);
        string[] letters = ["a", "é", "漢", "🔭", "<", "&", "'", "\n", "\u0301"];
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)]));
            var span = new TextSpan(random.Next(45), 0) is var at ? at with { End = at.Start + 1 + random.Next(45) } : default;
            var written = await WriteAsync(new PiecesStream(Encoding.UTF8.GetBytes(text), random), round % 5 == 0 ? null : span);
            Assert.Equal(Expected(text, round % 5 == 0 ? null : span), written);
        }
    }

    [Fact]
    public async Task A_long_text_is_never_in_memory_as_a_whole()
    {
        var pipe = PipeWriter.Create(Stream.Null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var written = MarkedTextPage.WriteAsync(
            pipe, "a.txt", new RepeatedStream(40_000_000), new TextSpan(5, 10_000_000), Cancellation);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // Nothing of it waits, so that all was this thread's: other tests run beside it.
        Assert.True(written.IsCompleted);
        await written;
        Assert.InRange(allocated, 1, 20_000_000);
    }

    [Fact]
    public async Task Some_are_read_at_once_and_who_waits_too_long_is_told_to_come_again()
    {
        var time = new FakeTimeProvider();
        var pages = new TextPages(time);
        for (var i = 0; i < TextPages.AtOnceOfProject; i++)
            await pages.EnterAsync("slow readers", Cancellation);
        var waiting = pages.EnterAsync("slow readers", Cancellation);
        Assert.False(waiting.IsCompleted);
        Assert.True(pages.EnterAsync("another", Cancellation).IsCompleted);
        time.Advance(TextPages.Patience);
        Assert.Equal(503, (await Assert.ThrowsAsync<ApiException>(() => waiting)).Status);
    }

    private static string Expected(string text, TextSpan? span)
    {
        var runes = text.EnumerateRunes().ToList();
        var (start, end) = (Math.Min(span?.Start ?? runes.Count, runes.Count), Math.Min(span?.End ?? runes.Count, runes.Count));
        string Part(int from, int to) => Encoder.Encode(string.Concat(runes[from..to]));
        var marked = end > start ? $"<mark id=\"mark\">{Part(start, end)}</mark>" : "";
        return $"<pre>\n{Part(0, start)}{marked}{Part(end, runes.Count)}</pre></body></html>";
    }

    private static async Task<string> WriteAsync(Stream utf8, TextSpan? span)
    {
        using var written = new MemoryStream();
        var pipe = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));
        await MarkedTextPage.WriteAsync(pipe, "a & b.txt", utf8, span, Cancellation);
        await pipe.CompleteAsync();
        var page = Encoding.UTF8.GetString(written.ToArray());
        Assert.StartsWith(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>a &amp; b.txt<", page, StringComparison.Ordinal);
        return page[page.IndexOf("<pre>", StringComparison.Ordinal)..];
    }

    /// <summary>Gives a few bytes at a time, so that characters are cut.</summary>
    private sealed class PiecesStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 4))], cancellationToken);
    }

    /// <summary>So many apostrophes, which are escaped.</summary>
    private sealed class RepeatedStream(long length) : Stream
    {
        private long left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        /// <summary>On the thread that asks.</summary>
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(left, buffer.Length);
            buffer.Span[..read].Fill((byte)'\'');
            left -= read;
            return ValueTask.FromResult(read);
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
