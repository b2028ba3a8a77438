namespace Lectern.Server.Chat;

/// <summary>An append to a turn that this owner no longer has.</summary>
internal sealed class TurnLostException() : Exception("The turn ended, its session was deleted, or another owner has it.");
