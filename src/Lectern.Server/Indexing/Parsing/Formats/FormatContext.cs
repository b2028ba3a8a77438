using Lectern.Server.Indexing.Parsing.Formats.Archives;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>What a format's reader gets beside the file.</summary>
/// <param name="Sign">Called with the pages done, so that the server sees that the file is worked on.</param>
/// <param name="Depth">In how many files the file lies.</param>
/// <param name="Archives">What may still be read of archives; the files inside share it.</param>
/// <param name="ReadInside">Reads a file inside: its bytes and its name. Throws when it cannot be read.</param>
internal sealed record FormatContext(
    DocumentBuilder Builder, Action<int> Sign, int Depth, ArchiveBudget Archives, Func<byte[], string, ParsedDocument> ReadInside)
{
    /// <summary>A file in files, such as a mail attached to a mail, is read so deep.</summary>
    public const int MaxDepth = 3;

    /// <summary>Adds a file inside with what it says, or why it was not read.</summary>
    /// <param name="what">Such as "Attachment": its name heads it then.</param>
    /// <returns>Why it was not read; null when it was, or when there is no room for it.</returns>
    public string? AddInside(byte[] content, string name, string? what)
    {
        if (Builder.IsFull)
            return null;
        if (what is not null)
            Builder.Heading(Depth + 2, $"{what}: {name}");
        try
        {
            var document = ReadInside(content, name);
            foreach (var block in document.Blocks)
                Builder.Add(block.Kind, document.Text.Substring(block.Start, block.Length), block.HeadingLevel);
            foreach (var note in document.Notes)
                Builder.Add(BlockKind.Paragraph, $"[{note}]");
            if (document.PagesWithoutText.Count > 0)
                Builder.Add(BlockKind.Paragraph, $"[Pages of it without text: {string.Join(", ", document.PagesWithoutText)}]");
            if (document.PagesWithoutText.Count > 0 || document.LacksTextInside)
                Builder.LacksTextInside();
            return null;
        }
        catch (UnreadableFileException e)
        {
            Builder.Add(BlockKind.Paragraph, $"[This {what?.ToLowerInvariant() ?? "part"} was not read: {e.Message}]");
            return e.Message;
        }
    }
}
