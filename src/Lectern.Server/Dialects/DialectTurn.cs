namespace Lectern.Server.Dialects;

/// <summary>A turn that was asked for in another dialect.</summary>
/// <param name="FirstSequence">Of its <c>user_input</c>.</param>
/// <param name="IsNewSession">The session was made for it.</param>
internal sealed record DialectTurn(string SessionId, long FirstSequence, bool IsNewSession);
