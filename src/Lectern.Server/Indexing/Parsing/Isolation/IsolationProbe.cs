using System.Net;
using System.Net.Sockets;

namespace Lectern.Server.Indexing.Parsing.Isolation;

/// <summary>
/// The child that finds out, at the server's start, what an isolated process can really do: it tries. On threads of every kind,
/// as the
/// fence must hold for all of them.
/// </summary>
internal static class IsolationProbe
{
    public const string Argument = "isolation-probe";

    public const string FilesOpen = "files";
    public const string NetworkOpen = "network";
    public const string WorkClosed = "work";

    /// <param name="arguments"><c>isolation-probe SECRET PORT</c>, without the first: a file that it must not read, and where a
    /// server listens.</param>
    /// <returns>0; on standard output, a word a line, what is open that should be closed, and the other way round.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (secret, port) = (arguments[0], int.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture));
        var found = new HashSet<string>(Look(secret, port));
        found.UnionWith(await Task.Run(() => Look(secret, port)));
        var other = new Thread(() =>
        {
            lock (found)
                found.UnionWith(Look(secret, port));
        });
        other.Start();
        other.Join();
        foreach (var word in found)
            Console.WriteLine(word);
        return 0;
    }

    private static IEnumerable<string> Look(string secret, int port)
    {
        if (Can(() => File.ReadAllText(secret)) || Can(() => File.WriteAllText(secret + ".written", ""))
            || Can(() => Directory.GetFileSystemEntries(Path.GetDirectoryName(secret)!))
            || Can(() => File.ReadAllText("/etc/passwd")))
            yield return FilesOpen;
        if (Can(() => Connect(port))
            || Can(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose()))
            yield return NetworkOpen;
        if (!Can(WriteAndRemove))
            yield return WorkClosed;
    }

    private static void Connect(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
    }

    private static void WriteAndRemove()
    {
        var own = Path.Combine(Path.GetTempPath(), $"probe-{Environment.CurrentManagedThreadId}");
        File.WriteAllText(own, "written");
        File.Move(own, own + ".moved");
        File.Delete(own + ".moved");
    }

    private static bool Can(Action attempt)
    {
        try
        {
            attempt();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return false;
        }
    }
}
