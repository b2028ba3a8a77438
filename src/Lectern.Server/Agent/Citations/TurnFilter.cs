using Lectern.Server.Agent.Answers;

namespace Lectern.Server.Agent.Citations;

/// <summary>
/// What a turn's answer and its thoughts go through. Texts of one turn follow each other in it, as a reader may join them. For
/// one turn.
/// </summary>
internal sealed class TurnFilter(KnownText known, PassageNumbers passages)
{
    /// <summary>Numbers of passages in a turn's marks that are checked; marks behind them are left out.</summary>
    public const int MaxChecks = 200;

    private int checks;

    public AnswerScanner Answer { get; } = new(known.HoldsAddress, passages);

    /// <summary>Marks mean nothing in a thought.</summary>
    public AnswerScanner Thought { get; } = new(known.HoldsAddress, marks: null);

    /// <returns>Whether a mark may be checked; once one may not, none may.</returns>
    public bool MayCheck(AnswerPart.Mark mark) => (checks += mark.Numbers.Count) <= MaxChecks;
}
