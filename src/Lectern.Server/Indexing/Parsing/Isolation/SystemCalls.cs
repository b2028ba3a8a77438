using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>The numbers of system calls, which every processor has its own of (<c>asm/unistd.h</c>).</summary>
/// <param name="Architecture">As <c>linux/audit.h</c> names it.</param>
/// <param name="Changes">What changes a file's rights, owner, times or extended attributes.</param>
internal sealed record SystemCalls(
    uint Architecture, uint Socket, uint Connect, uint Bind, uint Listen, nint GetCapabilities, nint SetCapabilities,
    IReadOnlyList<uint> Changes)
{
    /// <summary><c>io_uring_setup</c>, with one number everywhere: a ring takes calls past a filter.</summary>
    public const uint Ring = 425;

    /// <summary><c>close_range</c>, with one number everywhere.</summary>
    public const nint CloseRange = 436;

    /// <summary>For <see cref="CloseRange"/>: not now, but when another program is executed.</summary>
    public const nint OnExecute = 4;

    /// <summary>fchmodat2, setxattrat, removexattrat: of today's kernels, with one number everywhere.</summary>
    private static readonly uint[] NewChanges = [452, 463, 466];

    /// <exception cref="IsolationException">Its numbers are not known.</exception>
    public static SystemCalls OfThisProcessor() => RuntimeInformation.ProcessArchitecture switch
    {
        // chmod, fchmod, fchmodat; chown, fchown, lchown, fchownat; utime, utimes, futimesat, utimensat; setxattr and
        // removexattr, three of each.
        System.Runtime.InteropServices.Architecture.X64 => new(
            0xC000003E, 41, 42, 49, 50, 125, 126,
            [90, 91, 268, 92, 93, 94, 260, 132, 235, 261, 280, 188, 189, 190, 197, 198, 199, .. NewChanges]),

        // fchmod, fchmodat; fchown, fchownat; utimensat; setxattr and removexattr, three of each.
        System.Runtime.InteropServices.Architecture.Arm64 => new(
            0xC00000B7, 198, 203, 200, 201, 90, 91, [52, 53, 55, 54, 88, 5, 6, 7, 14, 15, 16, .. NewChanges]),
        var other => throw new IsolationException($"no filter of system calls is written for {other}"),
    };
}
