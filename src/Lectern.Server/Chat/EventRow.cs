namespace Lectern.Server.Chat;

internal sealed record EventRow(long Sequence, string Type, string Data, byte[]? DeltaLengths);
