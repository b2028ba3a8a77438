namespace Lectern.Server.Storage.Sqlite.Indexing;

/// <summary>A segment of an index: the chunks of a range of ids, in a catalog that never changes.</summary>
/// <param name="Name">Random; part of its catalog's name.</param>
/// <param name="Last">Inclusive.</param>
/// <param name="Chunks">That its catalog has.</param>
/// <param name="Live">Those of them that the index has.</param>
internal sealed record SegmentRow(long Name, long First, long Last, long Chunks, long Live);
