using Lectern.Contracts;

namespace Lectern.Web.Chat;

/// <summary>A question and its answer, as far as it has come.</summary>
/// <param name="prompt">The question.</param>
/// <param name="number">Of the question in its session, from 1.</param>
internal sealed class Turn(string prompt, int number)
{
    private readonly List<TurnPart> parts = [];

    public string Prompt { get; private set; } = prompt;

    public int Number { get; } = number;

    /// <summary>The model that the question names, where it was asked here.</summary>
    public string? Model { get; set; }

    public IReadOnlyList<TurnPart> Parts => parts;

    public StopEvent? Stop { get; private set; }

    public bool IsRunning => Stop is null && Failure is null;

    /// <summary>The page lost the answer; the server may have it.</summary>
    public string? Failure { get; set; }

    /// <summary>The connection broke and is being made again.</summary>
    public bool IsInterrupted { get; set; }

    /// <summary>Why nothing comes for a while, in words; null while something does, and where it is not known.</summary>
    public string? Wait { get; set; }

    /// <summary>The server has taken the question.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    /// <summary>The answer's text, its steps one after the other.</summary>
    public string Answer => string.Join("\n\n", parts.OfType<TextPart>().Select(p => p.Text.Content.Trim()));

    public IEnumerable<Citation> Citations => parts.OfType<TextPart>().SelectMany(p => p.Citations);

    public void Touch() => Version++;

    /// <summary>Starts over: the turn is replayed from its first event.</summary>
    public void Reset()
    {
        parts.Clear();
        (Stop, Failure, IsInterrupted) = (null, null, false);
        Touch();
    }

    public void Apply(ChatEvent next)
    {
        Touch();
        (IsInterrupted, Wait, IsAccepted) = (false, null, true);
        switch (next)
        {
            case UserInputEvent asked:
                Prompt = asked.Content;
                break;
            case ThinkingDeltaEvent delta:
                Open<ThinkingPart>(p => p.Text.IsComplete).Text.Append(delta.Content);
                break;
            case ThinkingEvent whole:
                Open<ThinkingPart>(p => p.Text.IsComplete).Text.Complete(whole.Content);
                break;
            case TextDeltaEvent delta:
                Open<TextPart>(p => p.Text.IsComplete).Text.Append(delta.Content);
                break;
            case TextEvent whole:
                Open<TextPart>(p => p.Text.IsComplete).Complete(whole);
                break;
            case ToolCallEvent call:
                parts.Add(new ToolPart(call));
                break;
            case ToolResultEvent result:
                if (parts.OfType<ToolPart>().LastOrDefault(p => p.Call.CallId == result.CallId) is { } tool)
                    tool.Result = result;
                break;
            case StopEvent stop:
                Stop = stop;
                break;
        }
    }

    /// <summary>A history as turns.</summary>
    public static List<Turn> Of(IEnumerable<ChatEvent> history)
    {
        var turns = new List<Turn>();
        foreach (var next in history)
        {
            if (next is UserInputEvent asked)
                turns.Add(new Turn(asked.Content, turns.Count + 1));
            if (turns.Count > 0)
                turns[^1].Apply(next);
        }

        return turns;
    }

    private T Open<T>(Predicate<T> isWhole)
        where T : TurnPart, new()
    {
        if (parts.Count > 0 && parts[^1] is T last && !isWhole(last))
            return last;
        var part = new T();
        parts.Add(part);
        return part;
    }
}
