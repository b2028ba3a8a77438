namespace Lectern.Server.Platform;

/// <summary>How many rows a page has, and after which key it starts.</summary>
/// <param name="Size">1 to 1000.</param>
/// <param name="After">The last key of the page before, or null on the first page.</param>
internal sealed record PageRequest(int Size, string? After);
