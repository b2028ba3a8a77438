namespace Lectern.Server.Platform.Keys;

/// <summary>Marks an endpoint outside of <c>/api</c> that answers to a key alone.</summary>
internal sealed class NeedsKey;
