using Lectern.Server.Platform;
using Lectern.Server.Platform.Diagnostics;

namespace Lectern.Server.Chat;

/// <summary>
/// Accepts prompts: takes a place, lets the store decide what becomes of the prompt, and starts the turn that it became. A
/// place that no new turn needs is given back at once. Thread-safe.
/// </summary>
internal sealed class TurnAdmission(
    ITurnStart start,
    TurnPlaces places,
    DiskReserve reserve,
    TurnRunner runner,
    SessionTitles titles,
    ServerMeter meter,
    TurnShutdown shutdown)
{
    public async Task<StartOutcome> StartAsync(Scope scope, string sessionId, TurnRequest request)
    {
        if (shutdown.HasBegun)
            return new StartOutcome.Refused(new TurnRefusal.ShuttingDown());
        var place = Enter(scope, out var refusal);
        var isRunning = false;
        try
        {
            // Not cancelled with the request: what is committed has to run.
            var outcome = await start.AcceptAsync(scope, sessionId, request, refusal, CancellationToken.None);
            if (outcome is StartOutcome.Started { Work: var work })
            {
                isRunning = true;
                runner.Run(work, place!);
                if (work.Lease.FirstSequence == 1)
                    titles.Begin(scope, sessionId, work.Lease.FirstSequence, request.Prompt);
            }
            else if (outcome is StartOutcome.Refused { Reason: TurnRefusal.KeyIsFull or TurnRefusal.QueueIsFull })
            {
                meter.TurnsRefused.Add(1);
            }

            return outcome;
        }
        finally
        {
            if (!isRunning)
                place?.Dispose();
        }
    }

    private TurnPlace? Enter(Scope scope, out TurnRefusal? refusal)
    {
        if (reserve.IsKept)
            return places.TryEnter(scope.KeyId, out refusal);
        refusal = new TurnRefusal.DiskIsFull();
        return null;
    }
}
