namespace Lectern.Server.Indexing;

/// <summary>What a swap made of an index's contents.</summary>
/// <param name="Generation">Its name.</param>
/// <param name="Faults">The files that could not be stored; they are failed ones now.</param>
internal sealed record SwapOutcome(string Generation, IReadOnlyList<FileFault> Faults);
