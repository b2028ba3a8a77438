namespace Lectern.Server.Platform;

/// <summary>Tells a full disk (or a quota) from other failures, in the store and in files.</summary>
internal static class DiskFull
{
    public const string Sentence = "The server's disk is full; nothing was stored.";

    /// <summary>Until somebody may have made room.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>ENOSPC and EDQUOT on Linux, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.</summary>
    private static readonly int[] Codes = OperatingSystem.IsWindows() ? [112, 39] : [28, 122];

    public static bool Is(Exception e) => e switch
    {
        StoreException store => store.Fault == StoreFault.Full,
        IOException io => Codes.Contains(io.HResult & 0xFFFF),
        _ => false,
    };
}
