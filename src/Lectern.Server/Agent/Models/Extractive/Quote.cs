namespace Lectern.Server.Agent.Models.Extractive;

/// <param name="Text">The passage's own words on one line, so that nothing in a document can leave the quotation.</param>
/// <param name="Columns">What the columns of a table's row are called; null for anything else.</param>
internal sealed record Quote(string Text, QuotedPassage Passage, string? Columns = null);
