namespace Lectern.Server.Platform;

internal enum StoreFault
{
    /// <summary>There is no room.</summary>
    Full,

    /// <summary>
    /// It cannot be read or written: a lock, a disk, a damaged file, a value that breaks the schema's rules. Nobody above a store
    /// answers one of these otherwise than another; what a request may conflict with is a value that the store returns.
    /// </summary>
    Unavailable,
}
