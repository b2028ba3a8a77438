using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// Landlock (Linux 5.13 and later): without any privilege a thread gives up the file system but for what it names, and TCP from
/// ABI 4
/// on. The fence holds for the thread, for what it executes, and for every child. See <c>landlock(7)</c>. For one thread.
/// </summary>
internal sealed unsafe class Landlock : IDisposable
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;
    private const nint VersionFlag = 1;
    private const nint PathBeneath = 1;

    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong MakeCharacterDevice = 1 << 6;
    private const ulong MakeBlockDevice = 1 << 11;
    private const ulong Refer = 1 << 13;
    private const ulong Truncate = 1 << 14;
    private const ulong ControlDevice = 1 << 15;
    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | ControlDevice;

    private readonly int abi;
    private readonly ulong handled;
    private readonly int ruleset;

    /// <exception cref="IsolationException">The kernel has none, or refuses.</exception>
    public Landlock()
    {
        abi = Abi();
        if (abi < 1)
            throw new IsolationException("the kernel offers no Landlock (Linux has it from 5.13 on, unless it is switched off)");
        handled = (1UL << abi switch { 1 => 13, 2 => 14, 3 or 4 => 15, _ => 16 }) - 1;
        var attribute = new Ruleset { Files = handled, Network = 3, Scopes = 3 };
        nint size = abi switch { < 4 => 8, < 6 => 16, _ => 24 };
        ruleset = (int)Libc.SystemCall(CreateRuleset, (nint)(&attribute), size, 0, 0);
        if (ruleset < 0)
            throw IsolationException.OfLastError("Landlock refuses a set of rules");
    }

    /// <summary>The version that the kernel speaks; 0 when it has none.</summary>
    public static int Abi() =>
        OperatingSystem.IsLinux() ? (int)Math.Max(0, Libc.SystemCall(CreateRuleset, 0, 0, VersionFlag, 0)) : 0;

    /// <summary>A file, or a folder and all below it, may be read and executed.</summary>
    public void AllowReading(string path) => Allow(path, Execute | ReadFile | ReadFolder);

    /// <summary>A device such as <c>/dev/null</c>.</summary>
    public void AllowWriting(string device) => Allow(device, WriteFile | ReadFile | Truncate | ControlDevice);

    /// <summary>A folder in which anything may be done but executing files and making devices.</summary>
    public void AllowWork(string folder) =>
        Allow(folder, handled & ~(Execute | MakeCharacterDevice | MakeBlockDevice | ControlDevice));

    /// <summary>
    /// From here on the calling thread, what it executes and what it starts have what was allowed, and nothing else.
    /// </summary>
    /// <remarks>The thread must have given up new privileges before.</remarks>
    public void Enforce()
    {
        if (Libc.SystemCall(RestrictSelf, ruleset, 0, 0, 0) != 0)
            throw IsolationException.OfLastError("Landlock refuses to begin");
    }

    public void Dispose() => _ = Libc.Close(ruleset);

    private void Allow(string path, ulong rights)
    {
        // What is not there needs no rule.
        if (!Path.Exists(path))
            return;
        var file = Libc.Open(path, Libc.OpenPath | Libc.CloseOnExec);
        if (file < 0)
            throw IsolationException.OfLastError($"{path} cannot be opened");
        var rule = new Beneath { Rights = rights & handled & (Directory.Exists(path) ? ulong.MaxValue : OfFiles), Parent = file };
        var result = Libc.SystemCall(AddRule, ruleset, PathBeneath, (nint)(&rule), 0);
        var error = result == 0 ? null : IsolationException.OfLastError($"Landlock refuses a rule for {path}");
        _ = Libc.Close(file);
        if (error is not null)
            throw error;
    }

    private struct Ruleset
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Beneath
    {
        public ulong Rights;
        public int Parent;
    }
}
