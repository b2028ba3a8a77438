using MimeKit;

namespace Lectern.Server.Indexing.Parsing.Formats.Mail;

/// <summary>A mailbox (MBOX): its messages one after the other. One that cannot be read is named, and others are read.</summary>
internal static class MailboxFormat
{
    private static readonly ParserOptions Options = new() { MaxMimeDepth = 64 };

    public static void Read(byte[] content, FormatContext context)
    {
        var tooLong = PartHeaders.TooLong(content, isMailbox: true);
        var mails = new MimeParser(
            Options, new MemoryStream(Harmless(content, tooLong), writable: false), MimeFormat.Mbox);
        var (count, refused) = (0, 0);
        try
        {
            for (var next = 0; !mails.IsEndOfStream && !context.Builder.IsFull; context.Sign(++count))
            {
                var mail = mails.ParseMessage();
                var before = next;
                while (next < tooLong.Count && tooLong[next] < mails.Position)
                    next++;
                if (next == before)
                {
                    MailFormat.Add(mail, context, context.Depth, isInMailbox: true);
                    continue;
                }

                refused++;
                MailFormat.AddUnread(mail, PartHeaders.Endless, context);
            }
        }
        catch (FormatException e) when (count > refused)
        {
            context.Builder.Add(BlockKind.Paragraph, $"[What follows was not read: {e.Message}]");
        }
        catch (FormatException e)
        {
            throw new UnreadableFileException($"The file is no mailbox, or damaged: {e.Message}");
        }

        if (count > 0 && refused == count)
            throw new UnreadableFileException($"No mail of the mailbox can be read. The last is damaged: {PartHeaders.Endless}");
    }

    /// <summary>With other names of those headers, which their library does not read then.</summary>
    private static byte[] Harmless(byte[] content, List<int> headers)
    {
        if (headers.Count == 0)
            return content;
        var copy = (byte[])content.Clone();
        foreach (var header in headers)
            copy[header] = (byte)'X';
        return copy;
    }
}
