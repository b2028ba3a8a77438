using Lectern.Tests.Fakes;

namespace Lectern.Tests.Faults;

/// <summary>
/// The protocol as a session's whole log must show it, in plain rules. A rule that is broken is told as a sentence.
/// </summary>
internal static class TurnRules
{
    public static IEnumerable<string> Broken(
        IReadOnlyList<SseFrame> log, IReadOnlyList<SseFrame> history, IReadOnlyList<Asked> asked,
        IEnumerable<IReadOnlyList<SseFrame>> shown) =>
    [
        .. Numbers(log),
        .. History(log, history),
        .. shown.SelectMany(s => Shown(log, s)),
        .. Turns(log).SelectMany(t => Turn(t, asked)),
        .. asked.SelectMany(a => Once(a, log)),
    ];

    /// <summary>Sequence numbers begin at 1 and have no gap.</summary>
    private static IEnumerable<string> Numbers(IReadOnlyList<SseFrame> log)
    {
        for (var i = 0; i < log.Count; i++)
        {
            if (log[i].Id != i + 1)
                yield return $"frame {i} of the log has the number {log[i].Id}";
        }
    }

    /// <summary>The history is the log without its deltas.</summary>
    private static IEnumerable<string> History(IReadOnlyList<SseFrame> log, IReadOnlyList<SseFrame> history)
    {
        var whole = log.Where(f => f.Event == "message").Select(f => f.Data).ToList();
        if (!whole.SequenceEqual(history.Select(h => h.Data)))
            yield return
                $"the history has {history.Count} events, the log {whole.Count} that are not deltas, or one of them differs";
    }

    /// <summary>What any reader was shown, whenever it was, is a part of the log without a gap, byte for byte.</summary>
    private static IEnumerable<string> Shown(IReadOnlyList<SseFrame> log, IReadOnlyList<SseFrame> shown)
    {
        for (var i = 0; i < shown.Count; i++)
        {
            if (shown[i].Id > log.Count || log[(int)shown[i].Id - 1] != shown[i])
                yield return $"a reader was shown {shown[i]}, which the log does not have there";
            if (i > 0 && shown[i].Id != shown[i - 1].Id + 1)
                yield return $"a reader was shown {shown[i].Id} after {shown[i - 1].Id}";
        }
    }

    private static List<List<SseFrame>> Turns(IReadOnlyList<SseFrame> log)
    {
        var turns = new List<List<SseFrame>>();
        foreach (var frame in log)
        {
            if (frame.Type == "user_input" || turns.Count == 0)
                turns.Add([]);
            turns[^1].Add(frame);
        }

        return turns;
    }

    /// <summary>
    /// One user_input at its beginning, one stop at its end, and between them what the prompt asked for, as far as it got.
    /// </summary>
    private static IEnumerable<string> Turn(List<SseFrame> turn, IReadOnlyList<Asked> asked)
    {
        if (turn[0].Type != "user_input" || turn[^1].Type != "stop" || turn.Count(f => f.Type == "stop") != 1)
        {
            yield return $"a turn has the events {string.Join(' ', turn.Select(f => f.Type))}";
            yield break;
        }

        var plan = TurnPlan.Parse(turn[0].Json.Text("content"));
        if (asked.FirstOrDefault(a => a.Plan == plan) is not { } question)
        {
            yield return $"nobody asked {plan.Prompt}";
            yield break;
        }

        var said = turn[1..^1];
        foreach (var (type, delta, expected) in ((string, string, string)[])[("text", "text_delta", plan.Text),
            ("thinking", "thinking_delta", plan.Thinking)])
        {
            var whole = string.Concat(said.Where(f => f.Type == type).Select(f => f.Json.Text("content")));
            var deltas = string.Concat(said.Where(f => f.Type == delta).Select(f => f.Json.Text("content")));
            if (whole != deltas)
                yield return $"{plan.Tag}: the {type} is not its deltas: '{whole}', '{deltas}'";
            if (!expected.StartsWith(whole, StringComparison.Ordinal))
                yield return $"{plan.Tag}: the {type} '{whole}' is not the beginning of what the model said";
        }

        var types = said.Where(f => f.Event == "message").Select(f => f.Type).ToList();
        if (!plan.Types.Take(types.Count).SequenceEqual(types))
        {
            yield return $"{plan.Tag}: the events are {string.Join(' ', types)}, "
                + $"not {string.Join(' ', plan.Types)} or their beginning";
        }
        foreach (var broken in Stop(plan, question, turn[^1], types.Count == plan.Types.Count && Said(said) == plan.Text))
            yield return broken;
    }

    /// <summary>A stop without error ends the whole answer; any other has a reason that the schedule knows of.</summary>
    private static IEnumerable<string> Stop(TurnPlan plan, Asked question, SseFrame frame, bool isWhole)
    {
        var stop = frame.Json;
        var isError = stop.GetProperty("is_error").GetBoolean();
        var isCancelled = stop.TryGetProperty("cancelled", out var cancelled) && cancelled.GetBoolean();
        if (isError && isCancelled)
            yield return $"{plan.Tag}: the stop is an error and cancelled";
        if (isCancelled && !question.MayBeCancelled)
            yield return $"{plan.Tag}: the stop says cancelled, and nobody did";
        if (isError && !question.MayBeCutOff && plan.End is PlanEnd.Whole or PlanEnd.Stall)
            yield return $"{plan.Tag}: the stop says {stop.Text("error")}, and nothing happened";
        if (!isError && !isCancelled && !(isWhole && plan.End == PlanEnd.Whole))
            yield return $"{plan.Tag}: the answer is not whole, and the stop has no error";
    }

    private static string Said(IEnumerable<SseFrame> frames) =>
        string.Concat(frames.Where(f => f.Type == "text").Select(f => f.Json.Text("content")));

    /// <summary>No prompt ran twice, and one that was accepted ran.</summary>
    private static IEnumerable<string> Once(Asked asked, IReadOnlyList<SseFrame> log)
    {
        var turns = log.Count(f => f.Type == "user_input" && f.Json.Text("content") == asked.Plan.Prompt);
        if (turns > 1)
            yield return $"{asked.Plan.Tag} ran {turns} times";
        if (turns == 0 && asked.IsAccepted)
            yield return $"{asked.Plan.Tag} was accepted and is not in the log";
        if (turns == 1 && !asked.IsAccepted && !asked.MayBeAccepted)
            yield return $"{asked.Plan.Tag} was refused, and is in the log";
    }
}
