using System.Runtime.InteropServices;

namespace Lectern.Server.Commands;

/// <summary>Whether anybody still reads what this process writes.</summary>
internal static partial class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>POLLERR of a pipe, POLLHUP of a socket, POLLNVAL of what is closed, as all Unix systems number them.</summary>
    private const short Gone = 0x8 | 0x10 | 0x20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <returns>True when nobody reads any more; false when <paramref name="ended"/> comes first.</returns>
    public static async Task<bool> LosesReaderAsync(CancellationToken ended)
    {
        while (!HasNoReader())
        {
            await Task.Delay(Look, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                return false;
        }

        return true;
    }

    /// <returns>False also where the system cannot say it.</returns>
    public static bool HasNoReader()
    {
        if (OperatingSystem.IsWindows())
            return false;
        var output = new PollDescriptor { Descriptor = Descriptor };
        return Poll(ref output, 1, 0) == 1 && (output.Seen & Gone) != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Asked;
        public short Seen;
    }
}
