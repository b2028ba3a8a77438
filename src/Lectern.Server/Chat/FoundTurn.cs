namespace Lectern.Server.Chat;

/// <summary>A turn of a session, as a prompt is compared with it.</summary>
/// <param name="LastSequence">Null while it runs.</param>
/// <param name="Request">JSON, as <see cref="TurnRequestJson"/> writes it.</param>
/// <param name="StartedAt">Unix time in milliseconds.</param>
internal sealed record FoundTurn(long FirstSequence, long? LastSequence, string Request, long StartedAt);
