namespace Lectern.Benchmarks.Claims.Swaps;

/// <summary>The value of another sentence of the passage.</summary>
internal sealed class NeighbourSentence : ISwapKind
{
    public string Name => "neighbour sentence";

    public IEnumerable<(string True, string False)> Make(SourcePassage passage, Random random)
    {
        foreach (var sentence in passage.Sentences)
        {
            var (figures, others) = (Figures.Of(sentence.Text), Figures.OfOthers(passage, sentence));
            if (figures.Count == 0 || others.Count == 0)
                continue;
            var lie = Figures.Replace(sentence.Text, figures[random.Next(figures.Count)], others[random.Next(others.Count)]);
            if (Rephrasing.Of(Subjects.Named(sentence, sentence.Text), Subjects.Named(sentence, lie), random) is { } pair)
                yield return pair;
        }
    }
}
