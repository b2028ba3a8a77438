namespace Lectern.Server.Chat;

/// <summary>A turn that was accepted, and the right to append to it.</summary>
/// <param name="FirstSequence">Of its <c>user_input</c>.</param>
/// <param name="Epoch">An append of a former owner is refused.</param>
internal sealed record TurnLease(string SessionId, long FirstSequence, long Epoch);
