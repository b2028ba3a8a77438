using Lectern.Contracts;

namespace Lectern.Server.Agent.Review;

/// <summary>A sentence of an answer, with the marks that go with it.</summary>
/// <param name="Start">UTF-16 offset in the answer.</param>
internal sealed record AnswerSentence(int Start, int End, AnswerBlock Block)
{
    public List<Citation> Held { get; } = [];

    public List<RefusedMark> Refused { get; } = [];
}
