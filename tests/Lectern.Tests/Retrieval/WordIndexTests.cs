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
        var known = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var term in query)
            known += index.HasAny(term, null) ? 1 : 0;
        Assert.Equal(2, known);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Chunks);
    }

    [Fact]
    public void The_chunks_that_have_all_terms_are_those_that_have_some_form_of_each()
    {
        string[] forms = ["berth", "fee", "quay"];
        int[][] chunks = [[0, 2, 5], [1, 2, 5], [2, 3]];
        var order = Enumerable.Range(0, forms.Length).OrderBy(i => TermCounts.Hash(forms[i])).ToList();
        var terms = order.Select(i => TermCounts.Hash(forms[i])).ToArray();
        var postings = order.SelectMany(i => chunks[i]).Select(c => ((uint)c << 8) + 1).ToArray();
        int[] starts = [0, .. order.Select((_, n) => order.Take(n + 1).Sum(i => chunks[i].Length))];
        var (files, lengths) = (new int[6], Enumerable.Repeat(2, 6).ToArray());
        var index = new WordIndex(terms, starts, postings, files, lengths, lengths);
        Assert.Equal([2, 5], index.WithAll([new(["berth"]), new(["fee"])], removed: null));
        Assert.Equal([2, 5], index.WithAll([new(["berth"]), new(["fee", "quay"])], removed: null));
        Assert.Equal([2], index.WithAll([new(["berth"]), new(["fee"]), new(["quay"])], removed: null));
        Assert.Empty(index.WithAll([new(["berth"]), new(["absent"])], removed: null));
        Assert.Empty(index.WithAll([], removed: null));
        Assert.Equal([5], index.WithAll([new(["berth"]), new(["fee"])], [false, false, true, false, false, false]));
    }

    [Fact]
    public void Looking_for_all_terms_takes_no_more_than_the_rarest_of_them()
    {
        string[] forms = ["quay", "quayes"];
        var terms = forms.Select(f => TermCounts.Hash(f)).Order().ToArray();
        var postings = forms.SelectMany(_ => Enumerable.Range(0, Chunks)).Select(i => ((uint)i << 8) + 1).ToArray();
        var (files, lengths) = (new int[Chunks], Enumerable.Repeat(2, Chunks).ToArray());
        var index = new WordIndex(terms, [0, Chunks, 2 * Chunks], postings, files, lengths, lengths);
        QueryTerm[] query = [new(forms), new(["quay"]), new(["absent"])];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(index.WithAll(query, removed: null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Chunks);
    }

    [Fact]
    public void The_chunks_that_have_all_terms_are_those_of_a_plain_search()
    {
        var random = new Random(31);
        string[] forms = ["a", "b", "c", "d", "e"];
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            var chunks = forms.Select(_ => Enumerable.Range(0, 40).Where(_ => random.Next(3) > 0).ToArray()).ToArray();
            var order = Enumerable.Range(0, forms.Length).OrderBy(i => TermCounts.Hash(forms[i])).ToList();
            int[] starts = [0, .. order.Select((_, n) => order.Take(n + 1).Sum(i => chunks[i].Length))];
            var lengths = Enumerable.Repeat(2, 40).ToArray();
            var index = new WordIndex(
                [.. order.Select(i => TermCounts.Hash(forms[i]))], starts,
                [.. order.SelectMany(i => chunks[i]).Select(c => ((uint)c << 8) + (uint)random.Next(1, 256))], new int[40],
                lengths, lengths);
            var asked = Enumerable.Range(0, random.Next(1, 4)).Select(
                _ => Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(forms.Length)).ToArray()).ToArray();
            bool[]? removed = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, 40).Select(_ => random.Next(4) == 0)];
            int[] right = [.. Enumerable.Range(0, 40).Where(
                c => removed?[c] != true && asked.All(t => t.Any(f => chunks[f].Contains(c))))];
            Assert.Equal(
                right, index.WithAll([.. asked.Select(t => new QueryTerm([.. t.Select(f => forms[f])]))], removed));
            found += right.Length;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{found} chunks found");
        Assert.InRange(found, 300, 300 * 40);
    }
}
