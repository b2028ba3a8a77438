using System.Runtime.InteropServices;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>A process cannot be isolated; the message says why, to stand behind a colon.</summary>
internal sealed class IsolationException(string message) : Exception(message)
{
    public static IsolationException OfLastError(string what) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
}
