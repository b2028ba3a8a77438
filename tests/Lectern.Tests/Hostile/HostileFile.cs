namespace Lectern.Tests.Hostile;

/// <param name="Bytes">How long it is when it is unpacked: what reading it may cost goes with that.</param>
internal sealed record HostileFile(string Name, byte[] Content, long Bytes);
