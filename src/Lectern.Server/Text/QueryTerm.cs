namespace Lectern.Server.Text;

/// <summary>A word that is looked for: a passage with any of its forms has it.</summary>
/// <param name="Forms">Terms, one for each way in which the index's languages may have brought the word to its stem.</param>
internal sealed record QueryTerm(IReadOnlyList<string> Forms);
