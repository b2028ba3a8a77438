namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>Which contents an index has.</summary>
/// <param name="Number">0 before the first swap.</param>
/// <param name="Name">Null for contents that no sync has looked at since generations have names.</param>
/// <param name="Former">The name of the generation that it took the place of.</param>
internal sealed record ContentsGeneration(long Number, string? Name, string? Former);
