using Lectern.Server.Retrieval.Words;
using Lectern.Server.Text;

namespace Lectern.Tests.Retrieval;

public sealed class WordIndexTests
{
    private const int Chunks = 10_000;

    [Fact]
    public void Asking_which_words_are_known_takes_nothing_that_grows_with_the_index()
    {
        // Two forms of a word, each in every chunk.
        string[] forms = ["quay", "quayes"];
        var terms = forms.Select(f => TermCounts.Hash(f)).Order().ToArray();
        var postings = forms.SelectMany(_ => Enumerable.Range(0, Chunks)).Select(i => ((uint)i << 8) + 1).ToArray();
        var (files, lengths) = (new int[Chunks], Enumerable.Repeat(2, Chunks).ToArray());
        var index = new WordIndex(terms, [0, Chunks, 2 * Chunks], postings, files, lengths, lengths);
        QueryTerm[] query = [new(forms), new(["absent", "quay"]), new(["absent"]), new([])];
        Assert.Equal(2, index.CountKnown(query));
        var before = GC.GetAllocatedBytesForCurrentThread();
        index.CountKnown(query);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Chunks);
    }
}
