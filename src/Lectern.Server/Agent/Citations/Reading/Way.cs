namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>One side of a pair of opposites.</summary>
/// <param name="Sign">1 and -1 are opposites; 0 says that nothing changed.</param>
/// <param name="IsStrong">Whether a claim that says it needs a text that says it.</param>
/// <param name="IsBinary">Whether there is nothing between the opposites: what is not the one is the other.</param>
internal sealed record Way(string Axis, int Sign, bool IsStrong, bool IsBinary);
