using System.Text;
using Lectern.Contracts;
using Lectern.Server.Platform.Http;

namespace Lectern.Server.Dialects;

/// <summary>
/// A turn's text as one: the texts of its steps after each other, citations placed in it. For one turn; not thread-safe.
/// </summary>
internal sealed class WholeAnswer
{
    private const string BetweenSteps = "\n\n";

    private readonly StringBuilder text = new();
    private readonly List<Citation> citations = [];
    private int stepStart;
    private bool isStepOpen;

    public string Text => text.ToString();

    /// <summary><c>position</c> counts in <see cref="Text"/>.</summary>
    public IReadOnlyList<Citation> Citations => citations;

    public StopEvent? Stop { get; private set; }

    /// <summary>Why it is no whole answer; null when it is one.</summary>
    public string? Error => Stop is { IsError: false } ? null : Stop?.Error ?? "The answer ended early.";

    /// <returns>What is new of the text; empty when nothing is.</returns>
    public string Add(ChatEvent next)
    {
        switch (next)
        {
            case TextDeltaEvent delta:
                return Append(delta.Content);
            case TextEvent whole:
                // Its deltas said it already, unless there were none.
                var added = isStepOpen ? "" : Append(whole.Content);
                citations.AddRange(whole.Citations.Select(c => c with { Position = c.Position + stepStart }));
                isStepOpen = false;
                return added;
            case StopEvent stop:
                Stop = stop;
                return "";
            default:
                return "";
        }
    }

    private string Append(string piece)
    {
        var before = isStepOpen || text.Length == 0 || piece.Length == 0 ? "" : BetweenSteps;
        if (!isStepOpen)
            stepStart = FieldChecks.CodePoints(Text) + before.Length;
        isStepOpen = true;
        text.Append(before).Append(piece);
        return before + piece;
    }
}
