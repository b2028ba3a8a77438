namespace Lectern.Server.Indexing.Parsing;

/// <param name="Parser">Name and version of the format's reader.</param>
internal sealed record WorkerResult(ParsedDocument Document, string Parser);
