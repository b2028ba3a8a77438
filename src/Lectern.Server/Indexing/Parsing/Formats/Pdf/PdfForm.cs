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

    private static readonly NameToken Value = NameToken.Create("V");
    private static readonly NameToken Name = NameToken.Create("T");
    private static readonly NameToken ShownName = NameToken.Create("TU");
    private static readonly NameToken Flags = NameToken.Create("Ff");
    private static readonly NameToken Options = NameToken.Create("Opt");
    private static readonly NameToken Parent = NameToken.Create("Parent");

    public static bool IsIn(PdfDocument document) => document.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.Create("AcroForm"));

    public static IEnumerable<PageBlock> Fields(PdfDocument document, Page page)
    {
        foreach (var widget in page.GetAnnotations().Where(a => a.Type == AnnotationType.Widget).Take(MaxFieldsPerPage))
        {
            var field = Chain(document, widget.AnnotationDictionary).ToList();
            if ((Find(document, field, Flags) as NumericToken)?.Long is { } flags && (flags & Password) != 0)
                continue;
            if (Text(document, Find(document, field, Value)) is not { } stored)
                continue;
            var value = Shown(document, Find(document, field, Options), stored);
            var name = Text(document, Find(document, field, ShownName)) ?? Text(document, Find(document, field, Name));
            yield return Block(PageText.Clean(name is null ? value : $"{name}: {value}"), widget.Rectangle, page.Height);
        }
    }

    private static PageBlock Block(string text, PdfRectangle place, double pageHeight)
    {
        var (top, bottom) = (pageHeight - Math.Max(place.Top, place.Bottom), pageHeight - Math.Min(place.Top, place.Bottom));
        var box = new TextBox(
            0, text.Length, Math.Max(0, Math.Min(place.Left, place.Right)), Math.Max(0, top), Math.Abs(place.Width), Math.Abs(place.Height));
        return new PageBlock(text, [box], 0, false, 1, top, bottom);
    }

    /// <summary>A widget and the fields above it, from which it has what it does not say itself.</summary>
    private static IEnumerable<DictionaryToken> Chain(PdfDocument document, DictionaryToken widget)
    {
        var field = widget;
        for (var depth = 0; field is not null && depth < MaxDepth; depth++)
        {
            yield return field;
            field = field.TryGet(Parent, out var parent) ? Resolve(document, parent) as DictionaryToken : null;
        }
    }

    private static IToken? Find(PdfDocument document, IEnumerable<DictionaryToken> field, NameToken key) =>
        field.Select(f => f.TryGet(key, out var token) ? Resolve(document, token) : null).FirstOrDefault(t => t is not null);

    private static IToken? Resolve(PdfDocument document, IToken token) =>
        token is IndirectReferenceToken reference ? document.Structure.GetObject(reference.Data)?.Data : token;

    /// <summary>A choice is stored by one name and shown by another: <c>[[(export) (shown)] …]</c>.</summary>
    private static string Shown(PdfDocument document, IToken? options, string stored)
    {
        foreach (var option in (options as ArrayToken)?.Data.Take(MaxFieldsPerPage) ?? [])
        {
            if (Resolve(document, option) is ArrayToken { Data: [var export, var shown, ..] } && Text(document, Resolve(document, export)) == stored)
                return Text(document, Resolve(document, shown)) ?? stored;
        }

        return stored;
    }

    /// <returns>Null for a button's state, and for nothing.</returns>
    private static string? Text(PdfDocument document, IToken? token)
    {
        var text = token switch
        {
            StringToken written => written.Data,
            HexToken written => written.Data,
            ArrayToken chosen => string.Join(", ", chosen.Data.Select(t => Text(document, Resolve(document, t))).OfType<string>()),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}
