namespace Lectern.Contracts;

/// <summary>A match at [start, end) in code points; the content includes the context.</summary>
public sealed record FileGrepMatch(int StartChar, int EndChar, string Content);
