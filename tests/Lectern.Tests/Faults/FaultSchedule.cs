namespace Lectern.Tests.Faults;

/// <summary>Runs the schedule of one seed over two sessions, then checks both.</summary>
internal sealed class FaultSchedule(int seed, FaultServer server, FaultCounts counts, CancellationToken cancellationToken)
{
    public async Task RunAsync()
    {
        using var first = await FaultSession.CreateAsync(server, cancellationToken);
        using var second = await FaultSession.CreateAsync(server, cancellationToken);
        FaultSession[] sessions = [first, second];
        foreach (var step in FaultStep.Schedule(seed))
        {
            counts.Add(step.Kind);
            await RunAsync(step, sessions);
            await Task.Delay(step.PauseMilliseconds, cancellationToken);
        }

        foreach (var session in sessions)
        {
            var (broken, frames, turns) = await session.CheckAsync();
            counts.Checked(
                seed, broken.Count == 0 ? [] : [.. broken, $"the server's log ends with\n{server.Log}"], frames, turns);
        }
    }

    private async Task RunAsync(FaultStep step, FaultSession[] sessions)
    {
        var session = sessions[step.Session];
        switch (step.Kind)
        {
            case StepKind.Ask or StepKind.ModelFault:
                session.Ask(step.Plan, withKey: step.Choice < 0.5);
                break;
            case StepKind.CutRequest:
                var cut = session.Ask(step.Plan, withKey: step.Choice < 0.5);
                await Task.Delay((int)(step.Choice * 10), cancellationToken);
                cut.Leave();
                break;
            case StepKind.Retry:
                session.Retry(step.Choice);
                break;
            case StepKind.ReuseKey:
                session.ReuseKey(step.Plan);
                break;
            case StepKind.Leave:
                session.Leave(step.Choice);
                break;
            case StepKind.Follow:
                session.Follow();
                break;
            case StepKind.Resume:
                session.Resume(step.Choice);
                break;
            case StepKind.BadPosition:
                await session.BadPositionAsync();
                break;
            case StepKind.Cancel:
                await session.CancelAsync();
                break;
            case StepKind.Wait:
                await session.WaitAsync();
                break;
            case StepKind.Kill or StepKind.Terminate:
                foreach (var one in sessions)
                    one.ServerGoes();
                await (step.Kind == StepKind.Kill ? server.KillAsync() : server.TerminateAsync());
                break;
        }
    }
}
