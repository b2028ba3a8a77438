namespace Lectern.Server.Platform;

internal enum StoreFault
{
    /// <summary>There is no room.</summary>
    Full,

    /// <summary>It cannot be read or written now: a lock, a disk, a damaged file.</summary>
    Unavailable,

    /// <summary>A value breaks a rule of the schema.</summary>
    Conflict,
}
