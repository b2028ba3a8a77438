using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Lectern.Tests.Fakes;

/// <summary>What .NET has no call for.</summary>
internal static class Posix
{
    private const int OwnersOwn = 0x180; // 0600

    public static void MakePipe(string path)
    {
        if (MkFifo(path, OwnersOwn) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
