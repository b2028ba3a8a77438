using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Indexing.Parsing.Isolation;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Indexing.Isolation;

/// <summary>What a server says and does where hostile documents cannot be shut in.</summary>
public sealed class IsolationHttpTests
{
    private const string Lack = "programs that read them reach the machine's files (the kernel offers no Landlock)";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_and_health_name_the_lack()
    {
        await using var server = await StartAsync(new IsolationState(IsLaunched: false, Lack));
        var settings = await server.GetAsync("/api/v1/settings");
        Assert.Equal("degraded", settings.Text("health"));
        Assert.Contains(Lack, settings.GetProperty("problems").ToString(), StringComparison.Ordinal);
        Assert.Equal("degraded: isolation", await server.HealthAsync());
    }

    [Fact]
    public async Task Nothing_is_said_where_there_is_no_lack()
    {
        await using var server = await StartAsync(new IsolationState(IsLaunched: true, null));
        Assert.Equal("ready", await server.HealthAsync());
        var settings = await server.GetAsync("/api/v1/settings");
        Assert.DoesNotContain("shut in", settings.GetProperty("problems").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Office_files_are_read_but_not_drawn()
    {
        await using var server = await StartAsync(new IsolationState(IsLaunched: false, Lack));
        using var parser = ActivatorUtilities.CreateInstance<ParserChild>(server.Services);
        var document = LinkingDocuments.Make(".docx");
        var outcome = await parser.ParseAsync(new MemoryStream(document), "a.docx", _ => Task.CompletedTask, Cancellation);
        Assert.Equal("Quay", Assert.IsType<ParseOutcome.Read>(outcome).Document.Text);
        var drawn = 0;
        var why = await parser.DrawAsync(
            new MemoryStream(document), "a.DOCX", 1, long.MaxValue, (_, _) => Task.FromResult(drawn++), Cancellation);
        Assert.Equal((ParseReasons.OpenOffice, 0), (why, drawn));
    }

    private static async Task<TestServer> StartAsync(IsolationState state)
    {
        var server = await TestServer.StartAsync(services => services.AddSingleton(p => new ParserIsolation(
            p.GetRequiredService<DataFolder>().Temporary, [], p.GetRequiredService<Ids>(), p.GetRequiredService<ServerProblems>(),
                    NullLogger<ParserIsolation>.Instance,
            () => Task.FromResult(state))));
        await server.Services.GetRequiredService<ParserIsolation>().StateAsync(Cancellation);
        return server;
    }
}
