using System.Globalization;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// What the answerer says of the library, in the languages that it understands questions about it in. Thread-safe.
/// </summary>
/// <param name="Numbers">How the language writes them.</param>
internal sealed record CatalogWords(
    NumberFormatInfo Numbers, string None, string One, string Many, string First, string OneMentions, string ManyMention)
{
    public static CatalogWords English { get; } = new(
        NumberFormatInfo.InvariantInfo, "There are no documents.", "There is 1 document:", "There are {0:N0} documents:",
        "These are the first {0:N0} by name.", "1 document mentions it, as far as the best passages show:",
        "{0:N0} documents mention it, as far as the best passages show:");

    public static CatalogWords German { get; } = new(
        new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," }, "Es gibt keine Dokumente.",
        "Es gibt 1 Dokument:", "Es gibt {0:N0} Dokumente:", "Das sind nach dem Namen die ersten {0:N0}.",
        "1 Dokument erwähnt es, soweit die besten Fundstellen zeigen:",
        "{0:N0} Dokumente erwähnen es, soweit die besten Fundstellen zeigen:");

    public string Said(string sentence, int count) => string.Format(Numbers, sentence, count);
}
