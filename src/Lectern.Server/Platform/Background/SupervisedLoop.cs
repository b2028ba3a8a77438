namespace Lectern.Server.Platform.Background;

/// <summary>
/// Work beside the requests for as long as the server runs: a pass, a wait until the next is due, and so on. A pass that fails,
/// however it does, is told and tried again by the <see cref="Supervisor"/>; it never ends the server.
/// </summary>
/// <param name="name">A fixed word, told to everybody when the loop fails.</param>
/// <param name="work">What it does, as the beginning of a sentence that ends in "fails".</param>
internal abstract class SupervisedLoop(string name, string work, Supervisor supervisor) : BackgroundService
{
    protected abstract Task PassAsync(CancellationToken stoppingToken);

    /// <summary>Completes when the next pass is due. Where it is not overridden one pass is all.</summary>
    protected virtual Task NextAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) =>
        supervisor.RunAsync(name, work, PassAsync, NextAsync, stoppingToken);
}
