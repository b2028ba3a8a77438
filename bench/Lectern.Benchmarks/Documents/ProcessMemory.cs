using System.Globalization;

namespace Lectern.Benchmarks.Documents;

/// <summary>Follows the resident memory of a server and of the parser that it starts, until it is disposed.</summary>
internal sealed class ProcessMemory : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly int server;
    private readonly CancellationTokenSource end = new();
    private readonly Task following;

    public ProcessMemory(int server)
    {
        this.server = server;
        following = FollowAsync();
    }

    /// <summary>The server's largest, as the system noted it.</summary>
    public double ServerMegabytes => Status(server, "VmHWM");

    /// <summary>The parser's largest that was seen.</summary>
    public double ParserMegabytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await following;
        end.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var parser in Children(server).Where(IsParser))
                ParserMegabytes = Math.Max(ParserMegabytes, Status(parser, "VmHWM"));
            await Task.Delay(Interval);
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        var list = Read($"/proc/{process}/task/{process}/children");
        foreach (var thread in Directory.Exists($"/proc/{process}/task") ? Directory.GetDirectories($"/proc/{process}/task") : [])
            list += " " + Read(thread + "/children");
        return list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Distinct();
    }

    private static bool IsParser(int process) =>
        Read($"/proc/{process}/cmdline").Contains("parse-worker", StringComparison.Ordinal);

    private static double Status(int process, string field)
    {
        var line = Read($"/proc/{process}/status").Split('\n').FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(
            line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return "";
        }
    }
}
