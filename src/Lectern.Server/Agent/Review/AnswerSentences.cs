using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Agent.Review;

/// <summary>
/// Takes an answer apart into sentences and gives each its marks: those in it and right behind it. Thread-safe.
/// </summary>
internal static class AnswerSentences
{
    public static IReadOnlyList<AnswerSentence> Of(
        string text, CodePointMap map, IReadOnlyList<Citation> citations, IReadOnlyList<RefusedMark> refused)
    {
        var sentences = AnswerBlocks.Of(text).SelectMany(b => Of(text, b)).ToList();
        var marks = citations.Select(c => (At: map.ToUtf16(c.Position), Held: (Citation?)c, Refused: (RefusedMark?)null))
            .Concat(refused.Select(r => (At: Math.Min(r.At, text.Length), Held: (Citation?)null, Refused: (RefusedMark?)r)))
            .OrderBy(m => m.At);
        var markers = new Dictionary<int, int>();
        var (next, behind) = (0, 0);
        AnswerSentence? last = null;
        foreach (var (at, held, mark) in marks)
        {
            while (next < sentences.Count && sentences[next].Start < at)
                next++;

            // Marks in a row are meant for the same sentence; one before a sentence's first word is meant for that before.
            if (last is null || WordSigns.AreIn(text.AsSpan(Math.Min(behind, at)..at)))
                last = Meant(text, sentences, next, at);
            behind = at + (held?.Marker.Length ?? 0);
            if (mark is not null)
                last?.Refused.Add(mark);
            if (held is null)
                continue;
            markers[at] = behind;
            last?.Held.Add(held);
        }

        return [.. sentences.Select(s => BehindMarkers(text, s, markers))];
    }

    /// <param name="next">The first sentence that begins behind the mark.</param>
    private static AnswerSentence? Meant(string text, List<AnswerSentence> sentences, int next, int at)
    {
        if (next == 0)
            return null;
        var holds = next == 1 || WordSigns.AreIn(text.AsSpan(sentences[next - 1].Start..at));
        return sentences[holds ? next - 1 : next - 2];
    }

    private static AnswerSentence BehindMarkers(string text, AnswerSentence sentence, Dictionary<int, int> markers)
    {
        var start = sentence.Start;
        while (start < sentence.End && (markers.ContainsKey(start) || char.IsWhiteSpace(text[start])))
            start = markers.GetValueOrDefault(start, start + 1);
        return sentence with { Start = Math.Min(start, sentence.End) };
    }

    private static IEnumerable<AnswerSentence> Of(string text, AnswerBlock block) => block.IsRow
        ? [new AnswerSentence(block.Start, block.End, block)]
        : SentenceSplitter.Split(text[block.Start..block.End])
            .Select(s => new AnswerSentence(block.Start + s.Start, block.Start + s.Start + s.Length, block));
}
