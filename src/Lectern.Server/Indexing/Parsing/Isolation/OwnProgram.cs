using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>How this same program is started once more: by .NET's host, or by itself where it brings .NET along.</summary>
internal static class OwnProgram
{
    /// <summary>What stands before its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } = BringsRuntime()
        ? [Environment.ProcessPath!]
        : [IsolatedProgram.DotnetHost(), typeof(OwnProgram).Assembly.Location];

    private static bool BringsRuntime() =>
        Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory())
        == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
}
