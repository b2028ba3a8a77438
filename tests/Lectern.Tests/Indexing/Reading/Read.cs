using System.Text;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Formats;

namespace Lectern.Tests.Indexing.Reading;

/// <summary>Reads a file in this process.</summary>
internal static class Read
{
    public static string Text(string content, string name) => Text(Encoding.UTF8.GetBytes(content), name);

    public static string Text(byte[] content, string name) => Document(content, name).Text;

    public static ParsedDocument Document(byte[] content, string name) =>
        FileFormats.Parse(content, name, new ParseLimits(), _ => { }).Document;

    /// <summary>Why it cannot be read.</summary>
    public static string Reason(byte[] content, string name) =>
        Assert.Throws<UnreadableFileException>(() => Document(content, name)).Message;
}
