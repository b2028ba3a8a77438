namespace Lectern.Server.Folder;

/// <summary>What is not mirrored, and why.</summary>
/// <param name="Name">Relative, with <c>/</c>.</param>
/// <param name="Reason">The second half of a sentence: "it is a pipe".</param>
internal sealed record LeftOut(string Name, string Reason);
