using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What a form's fields were filled with: <c>name: value</c>, a block a field, at the end of the page.</summary>
internal static class PdfForm
{
    private const int MaxDepth = 8;
    private const int MaxFieldsPerPage = 2_000;
    private const long Password = 1 << 13;
    private const long Radio = 1 << 15;
    private const long PushButton = 1 << 16;

    private static readonly NameToken Value = NameToken.Create("V");
    private static readonly NameToken Type = NameToken.Create("FT");
    private static readonly NameToken State = NameToken.Create("AS");
    private static readonly NameToken Name = NameToken.Create("T");
    private static readonly NameToken ShownName = NameToken.Create("TU");
    private static readonly NameToken Flags = NameToken.Create("Ff");
    private static readonly NameToken Options = NameToken.Create("Opt");
    private static readonly NameToken Parent = NameToken.Create("Parent");

    public static bool IsIn(PdfDocument document) =>
        document.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.Create("AcroForm"));

    public static IEnumerable<PageBlock> Fields(PdfDocument document, Page page)
    {
        foreach (var widget in page.GetAnnotations().Where(a => a.Type == AnnotationType.Widget).Take(MaxFieldsPerPage))
        {
            var field = Chain(document, widget.AnnotationDictionary).ToList();
            if ((Find(document, field, Flags) as NumericToken)?.Long is { } flags && (flags & Password) != 0)
                continue;
            var name = PdfTokens.Text(document, Find(document, field, ShownName))
                ?? PdfTokens.Text(document, Find(document, field, Name));
            var text = Find(document, field, Type) is NameToken { Data: "Btn" }
                ? Button(document, widget, field, name)
                : PdfTokens.Text(document, Find(document, field, Value)) is { } stored
                    ? Named(name, Shown(document, Find(document, field, Options), stored))
                    : null;
            if (text is not null)
                yield return Block(PageText.Clean(text), widget.Rectangle, page.Height);
        }
    }

    /// <summary>
    /// A box says whether it is ticked; of the buttons of a choice the one that is chosen says what it stands for.
    /// </summary>
    private static string? Button(PdfDocument document, Annotation widget, List<DictionaryToken> field, string? name)
    {
        var flags = (Find(document, field, Flags) as NumericToken)?.Long ?? 0;
        if (name is null || (flags & PushButton) != 0)
            return null;
        var state = (Find(document, [widget.AnnotationDictionary], State) ?? Find(document, field, Value)) is NameToken shown
            ? shown.Data
            : "Off";
        if ((flags & Radio) != 0)
            return state == "Off" ? null : Named(name, state);
        return state == "Off" ? $"[ ] {name}" : $"[x] {name}";
    }

    private static string Named(string? name, string value) => name is null ? value : $"{name}: {value}";

    /// <summary>A text that the page shows in a place of its own, beside its content.</summary>
    public static PageBlock Block(string text, PdfRectangle place, double pageHeight)
    {
        var (top, bottom) = (pageHeight - Math.Max(place.Top, place.Bottom), pageHeight - Math.Min(place.Top, place.Bottom));
        var box = new TextBox(
            0, text.Length, Math.Max(
                0,
                Math.Min(place.Left, place.Right)), Math.Max(0, top), Math.Abs(place.Width), Math.Abs(place.Height));
        return new PageBlock(text, [box], 0, 1, top, bottom);
    }

    /// <summary>A widget and the fields above it, from which it has what it does not say itself.</summary>
    private static IEnumerable<DictionaryToken> Chain(PdfDocument document, DictionaryToken widget)
    {
        var field = widget;
        for (var depth = 0; field is not null && depth < MaxDepth; depth++)
        {
            yield return field;
            field = PdfTokens.Find(document, field, Parent) as DictionaryToken;
        }
    }

    private static IToken? Find(PdfDocument document, IEnumerable<DictionaryToken> field, NameToken key) =>
        field.Select(f => PdfTokens.Find(document, f, key)).FirstOrDefault(t => t is not null);

    /// <summary>A choice is stored by one name and shown by another: <c>[[(export) (shown)] …]</c>.</summary>
    private static string Shown(PdfDocument document, IToken? options, string stored)
    {
        foreach (var option in (options as ArrayToken)?.Data.Take(MaxFieldsPerPage) ?? [])
        {
            if (PdfTokens.Resolve(document, option) is ArrayToken { Data: [var export, var shown, ..] }
                && PdfTokens.Text(document, PdfTokens.Resolve(document, export)) == stored)
                return PdfTokens.Text(document, PdfTokens.Resolve(document, shown)) ?? stored;
        }

        return stored;
    }
}
