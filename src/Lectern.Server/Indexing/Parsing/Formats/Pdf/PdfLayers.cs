using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>
/// The layers of a document that are switched off when it is opened, by their names: their letters are not read.
/// </summary>
internal sealed class PdfLayers
{
    private const int MaxLayers = 2_000;

    private static readonly NameToken Properties = NameToken.Create("OCProperties");
    private static readonly NameToken Groups = NameToken.Create("OCGs");
    private static readonly NameToken Default = NameToken.Create("D");
    private static readonly NameToken Off = NameToken.Create("OFF");
    private static readonly NameToken On = NameToken.Create("ON");
    private static readonly NameToken BaseState = NameToken.Create("BaseState");
    private static readonly NameToken Name = NameToken.Create("Name");

    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);

    public static PdfLayers Of(PdfDocument document)
    {
        var layers = new PdfLayers();
        if (PdfTokens.Find(document, document.Structure.Catalog.CatalogDictionary, Properties) is not DictionaryToken properties
            || PdfTokens.Find(document, properties, Default) is not DictionaryToken state)
        {
            return layers;
        }

        if (PdfTokens.Find(document, state, BaseState) is NameToken { Data: "OFF" })
            layers.hidden.UnionWith(Names(document, properties, Groups).Except(Names(document, state, On)));
        layers.hidden.UnionWith(Names(document, state, Off));
        return layers;
    }

    /// <param name="document">The page's own: one is for one thread.</param>
    /// <returns>Null where the page shows all of its letters.</returns>
    public Func<Letter, bool>? Shown(PdfDocument document, Page page)
    {
        if (hidden.Count == 0)
            return null;
        var letters = new HashSet<Letter>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<MarkedContentElement>(page.GetMarkedContents());
        while (waiting.TryPop(out var part))
        {
            if (part.Tag == "OC" && IsHidden(document, part.Properties))
                AddAll(part, letters);
            else
                part.Children.ToList().ForEach(waiting.Push);
        }

        return letters.Count == 0 ? null : l => !letters.Contains(l);
    }

    private static void AddAll(MarkedContentElement part, HashSet<Letter> letters)
    {
        var waiting = new Stack<MarkedContentElement>([part]);
        while (waiting.TryPop(out var inner))
        {
            letters.UnionWith(inner.Letters);
            foreach (var child in inner.Children)
                waiting.Push(child);
        }
    }

    /// <summary>A layer, or one that shows if any of several does.</summary>
    private bool IsHidden(PdfDocument document, DictionaryToken? layer)
    {
        if (layer is null)
            return false;
        if (NameOf(document, layer) is { } name)
            return hidden.Contains(name);
        var members = PdfTokens.Find(document, layer, Groups) is DictionaryToken one
            ? [NameOf(document, one)]
            : Names(document, layer, Groups).ToList<string?>();
        return members.Count > 0 && members.TrueForAll(m => m is not null && hidden.Contains(m));
    }

    private static IEnumerable<string> Names(PdfDocument document, DictionaryToken owner, NameToken key) =>
        ((PdfTokens.Find(document, owner, key) as ArrayToken)?.Data ?? [])
            .Take(MaxLayers).Select(t => PdfTokens.Resolve(document, t))
            .OfType<DictionaryToken>().Select(l => NameOf(document, l)).OfType<string>();

    private static string? NameOf(PdfDocument document, DictionaryToken layer) =>
        PdfTokens.Text(document, PdfTokens.Find(document, layer, Name));
}
