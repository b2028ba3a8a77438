using MimeKit;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>A mailbox (MBOX): its messages one after the other.</summary>
internal static class MailboxFormat
{
    private static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    public static void Read(byte[] content, FormatContext context)
    {
        PartHeaders.Check(content);
        var parser = new MimeParser(Options, new MemoryStream(content, writable: false), MimeFormat.Mbox);
        var count = 0;
        try
        {
            while (!parser.IsEndOfStream && !context.Builder.IsFull)
            {
                MailFormat.Add(parser.ParseMessage(), context, context.Depth, isInMailbox: true);
                context.Sign(++count);
            }
        }
        catch (FormatException e) when (count > 0)
        {
            context.Builder.Add(BlockKind.Paragraph, $"[What follows was not read: {e.Message}]");
        }
        catch (FormatException e)
        {
            throw new UnreadableFileException($"The file is no mailbox, or damaged: {e.Message}");
        }
    }
}
