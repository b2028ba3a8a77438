using System.Globalization;
using System.Xml;

namespace Lectern.Server.Indexing.Parsing.Formats.OpenDocument;

/// <summary>Reading XML part by part, by local names.</summary>
internal static class XmlParts
{
    /// <summary>Goes to the next element inside of the one that was entered; false at its end.</summary>
    public static bool NextElement(this XmlReader xml)
    {
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType == XmlNodeType.Element)
                return true;
        }

        return false;
    }

    /// <summary>To the element's end.</summary>
    public static void Pass(this XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // All that is in it.
        }
    }

    public static string? Named(this XmlReader xml, string localName)
    {
        string? value = null;
        for (var i = 0; i < xml.AttributeCount && value is null; i++)
        {
            xml.MoveToAttribute(i);
            value = xml.LocalName == localName ? xml.Value : null;
        }

        xml.MoveToElement();
        return value;
    }

    /// <returns>1 where it is absent, or none.</returns>
    public static int Number(this XmlReader xml, string localName, int otherwise = 1, int max = 1000) =>
        int.TryParse(xml.Named(localName), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 0, max)
            : otherwise;
}
