using System.Text;
using Lectern.Server.Indexing.Parsing.Tools;

namespace Lectern.Server.Indexing.Parsing.Formats.Compound;

/// <summary>
/// Compound files (OLE): Outlook's messages are read here, office files of before 2007 by way of LibreOffice, where it is
/// installed and shut in; the rest is named.
/// </summary>
internal static class CompoundFormat
{
    private const string Password = "The office file needs a password. Save it without one and upload it again.";

    private const string Property = "__substg1.0_";

    private static readonly (string Entry, OldKind Kind)[] Kinds =
    [
        ("WordDocument", new OldKind("a Word document", ".doc", "docx")),
        ("PowerPoint Document", new OldKind("a PowerPoint presentation", ".ppt", "pptx")),
        ("Workbook", new OldKind("an Excel workbook", ".xls", "xlsx")),
        ("Book", new OldKind("an Excel workbook", ".xls", "xlsx")),
    ];

    public static bool Is(ReadOnlySpan<byte> content) =>
        content.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <returns>The reader's name.</returns>
    public static string Read(byte[] content, FormatContext context)
    {
        if (Mentions(content, "EncryptedPackage"))
            throw new UnreadableFileException(Password);
        CompoundFile file;
        try
        {
            file = new CompoundFile(content);
        }
        catch (InvalidDataException e)
        {
            // It may still hold the name that tells what it was.
            var what = Mentions(content, Property) ? "Outlook message (MSG)" : "office file of the time before 2007";
            throw new UnreadableFileException($"The {what} is damaged: {e.Message} Save it again and upload it again.");
        }

        var names = file.Root.Children;
        if (names.Keys.Any(n => n.StartsWith(Property, StringComparison.OrdinalIgnoreCase)))
        {
            new OutlookMessage(file, context).Add(file.Root, context.Depth);
            return "msg";
        }

        foreach (var (entry, kind) in Kinds)
        {
            if (names.ContainsKey(entry))
                return Old(content, kind, context);
        }

        throw new UnreadableFileException(
            names.ContainsKey("VisioDocument")
                ? "This is a Visio drawing. Save it as PDF and upload that."
                : "This is a file of an old program that cannot be read. "
                    + "Save it as DOCX, XLSX, PPTX or PDF and upload it again.");
    }

    private static bool Mentions(byte[] content, string entry) => content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(entry)) >= 0;

    private static string Old(byte[] content, OldKind kind, FormatContext context)
    {
        var what = $"This is {kind.Name} of the time before 2007";
        if (OfficeProgram.Lack is { } lack)
        {
            context.Builder.Limits.Lacking.AddOffice();
            throw new UnreadableFileException(
                $"{what}, and {lack} Save it as {kind.Now.ToUpperInvariant()} or PDF and upload it again.");
        }

        var now = OfficeProgram.Convert(content, kind.Extension, kind.Now, () => context.Sign(0))
            ?? throw new UnreadableFileException(
            $"{what}, and LibreOffice could not open it: it is damaged, needs a password, or LibreOffice "
            + $"lacks the part for it. Save it as {kind.Now.ToUpperInvariant()} and upload it again.");
        ZipFormats.Read(now, "." + kind.Now, context);
        return kind.Extension[1..];
    }

    /// <param name="Now">What it is made into.</param>
    private sealed record OldKind(string Name, string Extension, string Now);
}
