using Lectern.Server.Agent.Versions;

namespace Lectern.Server.Agent.Models.Extractive;

/// <param name="Text">The passage's own words on one line, so that nothing in a document can leave the quotation.</param>
/// <param name="Columns">What the columns of a table's row are called; null for anything else.</param>
internal sealed record Quote(string Text, QuotedPassage Passage, string? Columns = null)
{
    /// <summary>Of the document, where it is said; else null.</summary>
    public DocumentDate? Date { get; init; }
}
