using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Lectern.Server.Folder;

/// <summary>
/// What .NET does not ask Linux: what kind of thing an entry is, opening it without waiting, and where an open file really is.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxFiles
{
    /// <summary>ENOENT, as the code of an exception.</summary>
    public const int NoEntry = 2;

    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const int ReadWithoutWaiting = 0x800 | 0x100 | 0x80000; // O_NONBLOCK, O_NOCTTY, O_CLOEXEC; O_RDONLY is 0

    /// <summary>A link is a link, whatever it leads to.</summary>
    /// <exception cref="IOException">It is gone, or cannot be looked at.</exception>
    public static FileStatus Look(string path) =>
        StatX(CurrentFolder, path, NoFollow, BasicStats, out var found) == 0 ? Read(found) : throw Fault();

    public static FileStatus Look(SafeFileHandle file) =>
        StatX((int)file.DangerousGetHandle(), "", EmptyPath, BasicStats, out var found) == 0 ? Read(found) : throw Fault();

    /// <summary>Opens for reading. A pipe without a writer does not hold it up.</summary>
    /// <exception cref="IOException">It is gone, or may not be read.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = OpenFile(path, ReadWithoutWaiting);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Fault();
    }

    /// <summary>Where an open file is, without any link on the way; null where nobody says.</summary>
    public static string? PlaceOf(SafeFileHandle file) => new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;

    /// <summary>The path without any link on the way.</summary>
    /// <exception cref="IOException">It leads nowhere, or in a circle.</exception>
    public static unsafe string RealPath(string path)
    {
        var real = ResolvePath(path, null);
        if (real is null)
            throw Fault();
        var text = Marshal.PtrToStringUTF8((nint)real)!;
        NativeMemory.Free(real);
        return text;
    }

    private static FileStatus Read(in Statx found) => new(
        (found.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        },
        (long)found.Size,
        Time(found.ModifiedSeconds, found.ModifiedNanoseconds),
        ((long)found.DeviceMajor << 32) | found.DeviceMinor,
        (long)found.Inode);

    private static IOException Fault()
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(new Win32Exception(error).Message, error);
    }

    /// <summary>As .NET writes it; a time that it cannot have is the nearest that it can.</summary>
    private static string Time(long seconds, uint nanoseconds) => DateTime.UnixEpoch
        .AddSeconds(Math.Clamp(seconds, FirstSecond, LastSecond))
        .AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
        .ToString("O", CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out Statx found);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial byte* ResolvePath(string path, byte* into);

    /// <summary>The kernel's <c>struct statx</c>, the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
