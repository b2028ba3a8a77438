namespace Lectern.Server.Platform.Background;

/// <summary>
/// Work beside the requests for as long as the server runs: a pass, a wait until the next is due, and so on. It begins when
/// requests are taken. A pass that fails, however it does, is told and tried again by the <see cref="Supervisor"/>; it never ends
/// the server.
/// </summary>
/// <param name="name">A fixed word, told to everybody when the loop fails.</param>
/// <param name="work">What it does, as the beginning of a sentence that ends in "fails".</param>
internal abstract class SupervisedLoop(string name, string work, Supervisor supervisor)
    : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A dozen first passes at once would keep a small machine from the start itself.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract Task PassAsync(CancellationToken stoppingToken);

    /// <summary>Completes when the next pass is due. Where it is not overridden one pass is all.</summary>
    protected virtual Task NextAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        supervisor.RunAsync(name, work, PassAsync, NextAsync, stoppingToken);
}
