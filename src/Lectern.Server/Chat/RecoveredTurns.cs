namespace Lectern.Server.Chat;

/// <param name="ToRun">Turns that go on.</param>
/// <param name="Ended">How many were ended.</param>
internal sealed record RecoveredTurns(IReadOnlyList<TurnWork> ToRun, int Ended);
