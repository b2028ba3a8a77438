namespace Lectern.Server.Platform;

/// <summary>
/// A store could not do what it was asked, for a reason that is not the caller's. Its cause is the database's own exception.
/// </summary>
internal sealed class StoreException(StoreFault fault, Exception cause) : Exception(cause.Message, cause)
{
    public StoreFault Fault { get; } = fault;
}
