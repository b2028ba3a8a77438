using Lectern.Contracts;

namespace Lectern.Server.Evaluations.Judging;

/// <summary>A question of a session that was answered to its end.</summary>
/// <param name="Number">From 1, of all questions of the session.</param>
internal sealed record SessionQuestion(int Number, string Prompt, EvaluatedTurn Then)
{
    /// <summary>The questions of a history whose turns have ended, in order.</summary>
    /// <param name="events">Of a whole session.</param>
    public static IReadOnlyList<SessionQuestion> Of(IReadOnlyList<ChatEvent> events)
    {
        var found = new List<SessionQuestion>();
        var number = 0;
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is not UserInputEvent asked)
                continue;
            number++;
            var turn = events.Skip(i + 1).TakeWhile(e => e is not UserInputEvent).ToList();
            if (turn.Exists(e => e is StopEvent))
                found.Add(new SessionQuestion(number, asked.Content, TurnReading.Of(turn)));
        }

        return found;
    }
}
