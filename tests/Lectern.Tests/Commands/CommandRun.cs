using Lectern.Server.Commands;
using Lectern.Server.Storage;

namespace Lectern.Tests.Commands;

/// <summary>A command in this process, as the program runs it, with what it printed.</summary>
internal sealed record CommandRun(int Code, string Out, string Errors)
{
    public static async Task<CommandRun> OfAsync(
        string folder, string[] args, Func<string, string?>? environment = null, Func<string[], Task<int>>? serve = null)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await new CommandLine(
            new Terminal(output, TextWriter.Synchronized(errors), IsInteractive: false), folder, environment ?? (_ => null),
            serve ?? (_ => throw new InvalidOperationException("This is no serve.")), StorageServices.In)
            .RunAsync(args, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }

    /// <summary>The lines of standard output, in tabs.</summary>
    public IReadOnlyList<string[]> Rows() =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
}
