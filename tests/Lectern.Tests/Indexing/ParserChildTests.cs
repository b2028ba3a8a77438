using System.Diagnostics;
using Lectern.Server.Indexing.Parsing;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Indexing;

/// <summary>Parsing in the real child process.</summary>
public sealed class ParserChildTests : IDisposable
{
    private readonly ParserChild parser = Parser(new ParseLimits());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => parser.Dispose();

    [Fact]
    public async Task A_hostile_file_ends_in_time_and_the_next_one_is_read()
    {
        foreach (var file in Directory.GetFiles(SharedFiles.Need("documents/bad")).Order(StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            await using (var content = File.OpenRead(file))
            {
                var outcome = await parser.ParseAsync(content, Path.GetFileName(file), _ => Task.CompletedTask, Cancellation);
                if (outcome is ParseOutcome.Failed failed)
                    Assert.NotEqual("", failed.Reason);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{Path.GetFileName(file)} took {watch.Elapsed}");
            Assert.IsType<ParseOutcome.Read>(await ParseAsync(parser, "fine", "next.txt"));
        }
    }

    [Theory]
    [InlineData("unst__password.pdf", "password")]
    [InlineData("synthetic__zero_bytes.pdf", "empty")]
    [InlineData("synthetic__pdf_header_only.pdf", "damaged")]
    public async Task A_reason_tells_what_to_do(string name, string reason)
    {
        await using var content = File.OpenRead(Path.Combine(SharedFiles.Need("documents/bad"), name));
        var failed = Assert.IsType<ParseOutcome.Failed>(
            await parser.ParseAsync(content, name, _ => Task.CompletedTask, Cancellation));
        Assert.Contains(reason, failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_takes_too_long_fails_alone()
    {
        using var impatient = Parser(
            new ParseLimits { Total = TimeSpan.FromMilliseconds(700), Silence = TimeSpan.FromMilliseconds(700) });
        await using var content = File.OpenRead(Path.Combine(SharedFiles.Need("documents/good"), "unst__DA-619p.pdf"));
        var failed = Assert.IsType<ParseOutcome.Failed>(
            await impatient.ParseAsync(content, "long.pdf", _ => Task.CompletedTask, Cancellation));
        Assert.Equal(ParseReasons.Time, failed.Reason);
        using var patient = Parser(new ParseLimits());
        Assert.IsType<ParseOutcome.Read>(await ParseAsync(patient, "fine", "next.txt"));
    }

    [Fact]
    public async Task Cancelling_ends_the_worker_and_the_next_file_is_read()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var content = File.OpenRead(Path.Combine(SharedFiles.Need("documents/good"), "unst__DA-619p.pdf"));
        var parsing = parser.ParseAsync(content, "long.pdf", _ => cancellation.CancelAsync(), cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parsing);
        Assert.IsType<ParseOutcome.Read>(await ParseAsync(parser, "fine", "next.txt"));
    }

    [Fact]
    public async Task The_worker_ends_with_its_input()
    {
        using var worker = await WorkerAsync();
        var process = Process.GetProcessById(worker.Id);
        worker.Input.Close();
        await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task The_worker_knows_no_secrets_of_the_server()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", "sk-not-for-the-child");
        using var worker = await WorkerAsync();
        Assert.DoesNotContain(
            "sk-not-for-the-child", await File.ReadAllTextAsync(
                $"/proc/{worker.Id}/environ", Cancellation), StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", null);
    }

    private static ParserChild Parser(ParseLimits limits) => TestIsolation.Parser(limits: limits);

    private static async Task<ParseWorkerProcess> WorkerAsync() => ParseWorkerProcess.Start(
        TestIsolation.Shared, await TestIsolation.Shared.StateAsync(Cancellation), new ParseLimits(), _ => { });

    private static async Task<ParseOutcome> ParseAsync(ParserChild parser, string text, string name)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return await parser.ParseAsync(content, name, _ => Task.CompletedTask, Cancellation);
    }
}
