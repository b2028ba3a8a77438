namespace Lectern.Server.Agent.Answers;

/// <summary>Where a link leads, as it stands behind its words.</summary>
/// <param name="Length">With its parentheses.</param>
internal readonly record struct LinkDestination(string Url, bool HasTitle, int Length);
