using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// A seccomp filter (Linux on x86-64 and ARM64) for what Landlock has no rules for, or has them only in newer kernels: no socket
/// but a
/// local one that reaches nothing (so no TCP, UDP, names, Docker, D-Bus), and no change of a file's rights, owner, times or
/// attributes. It holds for the thread, for what it executes, and for every child.
/// </summary>
internal static unsafe class SystemCallFilter
{
    private const int SetSeccomp = 22;
    private const nint FilterMode = 2;

    // The offsets in struct seccomp_data.
    private const uint Number = 0;
    private const uint CallArchitecture = 4;
    private const uint FirstArgument = 16;
    private const uint SecondArgument = 24;

    // Classic BPF.
    private const ushort Load = 0x20;
    private const ushort And = 0x54;
    private const ushort IsEqual = 0x15;
    private const ushort IsAtLeast = 0x35;
    private const ushort Return = 0x06;

    private const uint Allow = 0x7FFF0000;
    private const uint Fail = 0x00050000;
    private const uint NotPermitted = Fail | 1;
    private const uint Denied = Fail | 13;
    private const uint NotThere = Fail | 38;

    /// <summary>
    /// The call is not made and seems to have worked: LibreOffice does not start unless it can listen for a second start.
    /// </summary>
    private const uint Nothing = Fail;

    private const uint ForeignNumbers = 0x40000000;
    private const uint LocalFamily = 1;
    private const uint StreamType = 1;
    private const uint TypeBits = 0xF;

    /// <exception cref="IsolationException">The kernel refuses, or the processor is another.</exception>
    public static void Enforce()
    {
        var calls = SystemCalls.OfThisProcessor();
        List<Instruction> program =
        [
            // The numbers are this architecture's; calls by another's (32 bits) are none of ours.
            new(Load, 0, 0, CallArchitecture), new(IsEqual, 1, 0, calls.Architecture), new(Return, 0, 0, NotPermitted),
            new(Load, 0, 0, Number), new(IsAtLeast, 0, 1, ForeignNumbers), new(Return, 0, 0, NotPermitted),
        ];
        List<(uint Call, uint Answer)> refused =
        [
            (calls.Connect, Denied), (calls.Bind, Nothing), (calls.Listen, Nothing), (SystemCalls.Ring, NotThere),
            .. calls.Changes.Select(c => (c, NotPermitted)),
        ];
        foreach (var (call, answer) in refused)
        {
            program.Add(new(IsEqual, 0, 1, call));
            program.Add(new(Return, 0, 0, answer));
        }

        program.AddRange(
        [
            new(IsEqual, 1, 0, calls.Socket), new(Return, 0, 0, Allow),
            new(Load, 0, 0, FirstArgument), new(IsEqual, 1, 0, LocalFamily), new(Return, 0, 0, Denied),
            new(Load, 0, 0, SecondArgument), new(And, 0, 0, TypeBits), new(IsEqual, 1, 0, StreamType), new(Return, 0, 0, Denied),
            new(Return, 0, 0, Allow),
        ]);
        fixed (Instruction* first = program.ToArray())
        {
            var filter = new Filter { Length = (ushort)program.Count, First = first };
            if (Libc.ProcessControl(SetSeccomp, FilterMode, (nint)(&filter), 0, 0) != 0)
                throw IsolationException.OfLastError("the kernel refuses a filter of system calls");
        }
    }

    /// <summary>A jump skips so many instructions when the comparison holds, or does not.</summary>
    private readonly record struct Instruction(ushort Code, byte SkipIf, byte SkipIfNot, uint Value);

    private struct Filter
    {
        public ushort Length;
        public Instruction* First;
    }
}
