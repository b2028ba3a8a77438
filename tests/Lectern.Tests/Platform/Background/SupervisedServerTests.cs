using Lectern.Server.Operations;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lectern.Tests.Platform.Background;

/// <summary>What the whole server does when work beside its requests fails.</summary>
public sealed class SupervisedServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_loop_that_fails_is_told_by_health_and_settings_and_requests_are_answered()
    {
        await using var server = await TestServer.StartAsync(s => s.AddHostedService<FailingLoop>());
        string health;
        while ((health = await server.HealthAsync()) != "degraded: failing")
            await Task.Delay(20, Cancellation);
        var settings = await server.GetAsync("/api/v1/settings");
        Assert.Equal("degraded", settings.Text("health"));
        var problem = settings.GetProperty("problems")[0].GetString();
        Assert.StartsWith("Failing on purpose fails: Column 3 is of another type.", problem, StringComparison.Ordinal);
        Assert.Equal(0, (await server.GetAsync("/api/v1/chat")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Every_loop_of_the_server_is_supervised()
    {
        await using var server = await TestServer.StartAsync();
        var own = server.Services.GetServices<IHostedService>()
            .Where(s => s.GetType().Assembly == typeof(Supervisor).Assembly).ToList();
        Assert.DoesNotContain(own.OfType<BackgroundService>(), s => s is not SupervisedLoop);
        Assert.True(own.Count > 5);
    }

    [Fact]
    public async Task A_fault_that_ends_the_server_ends_the_process_with_a_word_and_not_with_0()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<Unsupervised>();
        using var host = builder.Build();
        using var errors = new StringWriter();
        Assert.Equal(1, await ServerRun.ToEndAsync(host, new StartLines(errors, isJson: false, TimeProvider.System)));
        Assert.Equal("A fault ended the server: Out of luck. Its log says more.", errors.ToString().Trim());
    }

    private sealed class FailingLoop(Supervisor supervisor) : SupervisedLoop("failing", "Failing on purpose", supervisor)
    {
        protected override Task PassAsync(CancellationToken stoppingToken) =>
            throw new InvalidOperationException("Column 3 is of another type.");
    }

    private sealed class Unsupervised : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("Out of luck.");
        }
    }
}
