namespace Lectern.Server.Indexing.Parsing;

/// <summary>What became of a file: read, or a reason that a person understands.</summary>
internal abstract record ParseOutcome
{
    private ParseOutcome()
    {
    }

    public sealed record Read(ParsedDocument Document, string Parser) : ParseOutcome;

    public sealed record Failed(string Reason) : ParseOutcome;
}
