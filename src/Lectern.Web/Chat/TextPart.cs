using Lectern.Contracts;
using Lectern.Web.Markdown;

namespace Lectern.Web.Chat;

/// <summary>What it said.</summary>
internal sealed class TextPart : TurnPart
{
    public MarkdownText Text { get; } = new();

    /// <summary>Empty until the text is whole.</summary>
    public IReadOnlyList<Citation> Citations { get; private set; } = [];

    public CitationLookup Lookup { get; private set; } = CitationLookup.Coming;

    /// <summary>As <see cref="Citations"/>.</summary>
    public IReadOnlyList<UnprovedSentence> Unproved { get; private set; } = [];

    /// <summary>Where they stand; null where there are none.</summary>
    public TextMarks? Marks { get; private set; }

    public void Complete(TextEvent whole)
    {
        Text.Complete(whole.Content);
        Citations = whole.Citations;
        Lookup = new CitationLookup(whole.Content, whole.Citations);
        Unproved = UnprovedSentence.Of(whole);
        Marks = Unproved.Count == 0 ? null : new TextMarks(Unproved.Select(s => s.Place));
    }
}
