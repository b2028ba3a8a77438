namespace Lectern.Server.Indexing.Parsing;

/// <summary>What became of a file: read, or a reason that a person understands.</summary>
internal abstract record ParseOutcome
{
    private ParseOutcome()
    {
    }

    public sealed record Read(ParsedDocument Document, string Parser) : ParseOutcome;

    /// <param name="Lacking">The marks of programs with which it could be read; else empty.</param>
    public sealed record Failed(string Reason, string Lacking = "") : ParseOutcome;
}
