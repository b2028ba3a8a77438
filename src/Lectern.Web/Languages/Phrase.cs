namespace Lectern.Web.Languages;

/// <summary>Words of the page's own language, or that are set apart already: put into a text as they are.</summary>
internal sealed record Phrase(string Words)
{
    public override string ToString() => Words;
}
