using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lectern.Server.Text;

namespace Lectern.Server.Attachments;

/// <summary>
/// A file's parsed text as an HTML page with a stretch marked (<c>&lt;mark id="mark"&gt;</c>): what stands in for a page's
/// picture where a format has no pages, or no places on them. Everything of the document is escaped. Holds one piece of the text
/// at a time. For one page.
/// </summary>
internal sealed class MarkedTextPage
{
    public const string ContentType = "text/html; charset=utf-8";

    private const int PieceBytes = 32 * 1024;

    /// <summary>A character of one byte can become six of them (<c>&amp;quot;</c>).</summary>
    private const int EscapedBytes = 8 * 1024;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly PipeWriter page;
    private readonly TextSpan? span;
    private int character;
    private bool isMarked;

    private MarkedTextPage(PipeWriter page, TextSpan? span) => (this.page, this.span) = (page, span);

    /// <param name="utf8">The text.</param>
    /// <param name="span">Null, or beyond the text, marks nothing.</param>
    public static async Task WriteAsync(
        PipeWriter page, string name, Stream utf8, TextSpan? span, CancellationToken cancellationToken)
    {
        var text = new MarkedTextPage(page, span);
        text.Raw($$"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>{{Encoder.Encode(name)}}</title>
            <style>
            body { margin: 2em; font: 16px/1.5 sans-serif } pre { white-space: pre-wrap; font: inherit }
            mark { background: #ffe066; scroll-margin: 40vh }
            </style>
            </head><body><pre>

            """);
        await text.PiecesAsync(utf8, cancellationToken);
        text.Raw(text.isMarked ? "</mark></pre></body></html>" : "</pre></body></html>");
        await page.FlushAsync(cancellationToken);
    }

    /// <summary>What the reader has not taken yet holds the next piece up.</summary>
    private async Task PiecesAsync(Stream utf8, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var kept = 0;
            int read;
            while ((read = await utf8.ReadAsync(piece.AsMemory(kept), cancellationToken)) > 0)
            {
                var there = kept + read;
                var whole = WholeCharacters(piece.AsSpan(0, there));
                Write(piece.AsSpan(0, whole));
                piece.AsSpan(whole, there - whole).CopyTo(piece);
                kept = there - whole;
                await page.FlushAsync(cancellationToken);
            }

            Write(piece.AsSpan(0, kept));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private void Write(ReadOnlySpan<byte> characters)
    {
        var (start, end) = span is { } marked ? (marked.Start, marked.End) : (int.MaxValue, int.MaxValue);
        while (!characters.IsEmpty)
        {
            if (character == start)
            {
                Raw("<mark id=\"mark\">");
                isMarked = true;
            }

            var until = isMarked ? end : character < start ? start : int.MaxValue;
            var bytes = Bytes(characters, until - character, out var count);
            Escape(characters[..bytes]);
            characters = characters[bytes..];
            character += count;
            if (isMarked && character == end)
            {
                Raw("</mark>");
                isMarked = false;
            }
        }
    }

    private void Escape(ReadOnlySpan<byte> characters)
    {
        while (!characters.IsEmpty)
        {
            Encoder.EncodeUtf8(characters, page.GetSpan(EscapedBytes), out var consumed, out var written);
            page.Advance(written);
            characters = characters[consumed..];
        }
    }

    private void Raw(string html) => Encoding.UTF8.GetBytes(html, page);

    /// <summary>How many bytes the first characters take.</summary>
    private static int Bytes(ReadOnlySpan<byte> characters, int most, out int count)
    {
        count = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            if ((characters[i] & 0xC0) == 0x80)
                continue;
            if (count == most)
                return i;
            count++;
        }

        return characters.Length;
    }

    /// <summary>Up to a character that the next piece goes on with.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var first = bytes[^back];
            if ((first & 0xC0) == 0x80)
                continue;
            var length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
