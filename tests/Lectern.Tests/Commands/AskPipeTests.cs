using System.Diagnostics;
using Lectern.Server.Platform;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Commands;

/// <summary><c>lectern ask … | head -1</c>.</summary>
public sealed class AskPipeTests
{
    [Theory]
    [InlineData()]
    [InlineData("--json")]
    public async Task A_pipe_that_nobody_reads_ends_the_turn(params string[] options)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("There no system says who reads a pipe.");
        var cancellation = TestContext.Current.CancellationToken;
        using var model = new GatedChatClient();
        await using var server = await TestServer.StartAsync(services => services.AddSingleton<IChatClient>(model));
        await server.IndexAsync(("guide.md", "The mirror weighs 340 kilograms."u8.ToArray()));
        var start = new ProcessStartInfo("dotnet", [typeof(DataFolder).Assembly.Location, "ask", "How heavy?", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["LECTERN_BASE_URL"] = server.Http.BaseAddress!.ToString(),
                ["LECTERN_API_KEY"] = TestServer.Key,
            },
        };
        using var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        try
        {
            await Patience.UntilAsync(() => model.Calls > 0);
            model.Say("It weighs");
            process.StandardOutput.Close();
            await model.Cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellation);
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(2), cancellation);
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
