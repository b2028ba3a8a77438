using System.Xml;
using Lectern.Server.Indexing.Parsing.Formats.Html;

namespace Lectern.Server.Indexing.Parsing.Formats.Data;

/// <summary>
/// XML as readable text. An element with text between its elements is a paragraph. Document types are passed over and no entity
/// is resolved.
/// </summary>
internal static class XmlFormat
{
    private const int MaxDepth = 200;
    private const int MaxElements = 2_000_000;

    /// <summary>Text between elements makes them one paragraph, if it is not longer.</summary>
    private const int MaxProse = 4000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <returns>False when it is no XML that can be read as such.</returns>
    public static bool TryRead(string text, DocumentBuilder builder, Action<int> sign)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
            reader.MoveToContent();
            var left = MaxElements;
            var root = Element(reader, ref left);
            new DataText(builder, sign).Write(root);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>The element that the reader stands on; leaves it at its end.</summary>
    private static DataNode Element(XmlReader reader, ref int left)
    {
        if (--left < 0 || reader.Depth > MaxDepth)
            throw new XmlException("There are more elements, or deeper ones, than are read.");
        var name = reader.LocalName;
        var attributes = Attributes(reader);
        var (parts, texts) = (new List<DataNode>(), 0);
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    parts.Add(Element(reader, ref left));
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && Shown(reader.Value) is { Length: > 0 } text)
                {
                    parts.Add(new DataNode("", text, []));
                    texts++;
                }
            }
        }

        var isProse = texts > 0 && parts.Sum(p => p.Length) <= MaxProse;
        return parts.Count == 0 ? new DataNode(name, null, []) { Attributes = attributes }
            : isProse ? new DataNode(name, string.Join(' ', parts.Select(Inside)), []) { Attributes = attributes }
            : new DataNode(name, null, parts) { Attributes = attributes };
    }

    /// <summary>All text below, of a part that is no long one.</summary>
    private static string Inside(DataNode node) => node.Value ?? string.Join(' ', node.Children.Select(Inside));

    private static string Attributes(XmlReader reader)
    {
        var said = new List<string>();
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix is not ("xmlns" or "xsi") && reader.LocalName != "xmlns" && reader.Value.Length > 0)
                said.Add($"{reader.LocalName}: {Base64.Shown(reader.Value)}");
        }

        reader.MoveToElement();
        return string.Join(", ", said);
    }

    /// <summary>Texts are often HTML, as in feeds.</summary>
    private static string Shown(string text) =>
        text.Contains("</", StringComparison.Ordinal) || text.Contains("<br", StringComparison.Ordinal)
            ? HtmlFormat.Line(text)
            : Base64.Shown(Spaces.Collapse(text));
}
