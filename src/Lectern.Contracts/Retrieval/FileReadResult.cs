namespace Lectern.Contracts;

public sealed record FileReadResult(string Content);
