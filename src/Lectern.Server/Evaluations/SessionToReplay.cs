using Lectern.Server.Evaluations.Judging;

namespace Lectern.Server.Evaluations;

/// <summary>A session whose questions are asked again.</summary>
/// <param name="FirstPlace">Of its first question among those of the evaluation.</param>
internal sealed record SessionToReplay(
    string Id, IReadOnlyList<string> IndexIds, IReadOnlyList<SessionQuestion> Questions, int FirstPlace);
