namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// What root may do besides reading and writing files (<c>capabilities(7)</c>). A server that runs as root hands none of it on.
/// Without new privileges a program that is executed does not get it back.
/// </summary>
internal static unsafe class Capabilities
{
    private const uint Version3 = 0x20080522;

    /// <summary>CAP_DAC_OVERRIDE: the program itself may lie in the folder of another user.</summary>
    private const uint AnyFile = 1 << 1;

    /// <exception cref="IsolationException">The kernel refuses.</exception>
    public static void GiveUp()
    {
        var calls = SystemCalls.OfThisProcessor();
        var header = new Header { Version = Version3 };
        var sets = stackalloc Sets[2];
        if (Libc.SystemCall(calls.GetCapabilities, (nint)(&header), (nint)sets, 0, 0) != 0)
            throw IsolationException.OfLastError("the kernel does not tell what this process may do");
        sets[0] = new Sets { Effective = sets[0].Effective & AnyFile, Permitted = sets[0].Permitted & AnyFile, Inheritable = 0 };
        sets[1] = default;
        if (Libc.SystemCall(calls.SetCapabilities, (nint)(&header), (nint)sets, 0, 0) != 0)
            throw IsolationException.OfLastError("the kernel refuses to give up capabilities");
    }

    private struct Header
    {
        public uint Version;
        public int Process;
    }

    private struct Sets
    {
        public uint Effective;
        public uint Permitted;
        public uint Inheritable;
    }
}
