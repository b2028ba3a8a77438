using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Names what lies in a compound file (OLE): office files of before 2007, Outlook's messages, encrypted files.</summary>
internal static class CompoundKinds
{
    private static readonly (string Entry, string Reason)[] Kinds =
    [
        ("EncryptedPackage", "The office file needs a password. Save it without one and upload it again."),
        ("__substg1.0_", "This is an Outlook message (MSG). Save it as EML, or forward it as an attachment and save that, and upload it again."),
        ("WordDocument", "This is a Word document of the time before 2007. Save it as DOCX or PDF and upload it again."),
        ("PowerPoint Document", "This is a PowerPoint presentation of the time before 2007. Save it as PPTX or PDF and upload it again."),
        ("Workbook", "This is an Excel workbook of the time before 2007. Save it as XLSX or PDF and upload it again."),
        ("VisioDocument", "This is a Visio drawing. Save it as PDF and upload that."),
    ];

    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    public static string Reason(ReadOnlySpan<byte> content)
    {
        foreach (var (entry, reason) in Kinds)
        {
            if (content.IndexOf(Encoding.Unicode.GetBytes(entry)) >= 0)
                return reason;
        }

        return "This is a file of an old program that cannot be read. Save it as DOCX, XLSX, PPTX or PDF and upload it again.";
    }
}
