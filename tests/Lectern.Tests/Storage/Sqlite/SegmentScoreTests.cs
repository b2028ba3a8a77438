using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Retrieval;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>It does not matter to any score how an index came to hold what it holds.</summary>
public sealed class SegmentScoreTests : StoreContract<SqliteStores>
{
    private const int Seed = 20;
    private const int Rounds = 12;

    private static readonly string[] Words =
        [.. "quay pier granite timber harbour ferry light ballast pump valve pressure crane rope anchor tide gauge".Split(' ')];

    private readonly EmbeddingModel model = new("words", new WordVectors());

    [Fact]
    public async Task Any_order_of_syncs_deletions_renames_and_merges_gives_the_scores_of_one_segment()
    {
        var random = new Random(Seed);
        int compared = 0, merges = 0, joins = 0, most = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var grown = (await IndexAsync()).Key;
            var files = new SortedDictionary<string, FileChange.Replaced>(StringComparer.Ordinal);
            var steps = random.Next(5, 40);
            for (var step = 0; step < steps; step++)
            {
                await SwapAsync(grown, Changes(random, files), withVectors: random.Next(3) > 0);
                if (random.Next(3) == 0 && await JoinSomeAsync(grown, random))
                    joins++;
                Assert.Equal(0, MistakenUnembedded(grown));
                while (random.Next(6) == 0 && Contents(grown).Merge(Cancellation))
                    merges++;
            }

            await SwapAsync(grown, [], withVectors: true);
            var whole = (await IndexAsync()).Key;
            await SwapAsync(whole, [.. files.Values.OrderBy(_ => random.Next())], withVectors: true);
            using (var snapshot = Get<IIndexSnapshots>().Open(grown, Cancellation))
                most = Math.Max(most, snapshot.Catalog.Segments.Count);
            foreach (var query in Queries(random))
                compared += await CompareAsync(grown, whole, query);
        }

        Assert.True(compared > 500 && merges > 5 && joins > 5 && most > 4, $"{compared}, {merges}, {joins}, {most}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Rounds} indexes, {merges} merges, {joins} joins of vectors, up to {most} segments, {compared} passages compared");
    }

    private async Task<int> CompareAsync(IndexKey grown, IndexKey whole, RetrievalQuery query)
    {
        var search = TestSearch.With(Get<IIndexSnapshots>(), model);
        var expected = await search.SearchAsync(whole, query, Cancellation);
        var found = await search.SearchAsync(grown, query, Cancellation);
        Assert.Equal(expected.Select(Place), found.Select(Place));
        foreach (var (one, other) in expected.Zip(found))
        {
            Assert.Equal(one.Score, other.Score, 1e-5);
            Assert.Equal(one.RerankScore ?? 0, other.RerankScore ?? 0, 1e-5);
            Assert.Equal(one.Content, other.Content);
        }

        return found.Count;

        static (string, string, int) Place(Passage passage) => (passage.FileId, passage.FileName, passage.ChunkIndex);
    }

    private static IEnumerable<RetrievalQuery> Queries(Random random)
    {
        for (var i = 0; i < 8; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]));
            yield return new RetrievalQuery(text, 10) { VectorWeight = i % 4 == 1 ? 0 : null, Rerank = i % 2 == 0 };
            yield return new RetrievalQuery(text, 10) { WordWeight = 0, Candidates = 12 };
            yield return new RetrievalQuery(text, 10) { VectorWeight = 1, Candidates = 12 };
        }
    }

    private static List<FileChange> Changes(Random random, SortedDictionary<string, FileChange.Replaced> files)
    {
        var changes = new Dictionary<string, FileChange>(StringComparer.Ordinal);
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            var id = $"dfl-{random.Next(60)}";
            if (changes.ContainsKey(id))
                continue;
            var known = files.TryGetValue(id, out var before);
            if (known && random.Next(4) == 0)
            {
                files.Remove(id);
                changes[id] = new FileChange.Removed(id);
            }
            else if (known && random.Next(3) == 0)
            {
                var name = $"{Words[random.Next(Words.Length)]}.txt";
                files[id] = before! with { File = before.File with { FileName = name } };
                changes[id] = new FileChange.Described(id, "uuid-" + id, name, "{}");
            }
            else
            {
                // Some say the same as another file: their scores are equal.
                var copied = files.Count > 0 && random.Next(5) == 0 ? files.Values.ElementAt(random.Next(files.Count)) : null;
                changes[id] = files[id] = TestContents.File(
                    id, "plain.txt", copied is null ? Texts(random) : [.. copied.Chunks.Select(c => c.Content)]);
            }
        }

        return [.. changes.Values];
    }

    private static string[] Texts(Random random)
    {
        return [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => Text())];

        string Text() => string.Join(' ', Enumerable.Range(0, random.Next(1, 14)).Select(_ => Word()));

        string Word() => Words[(int)(Words.Length * Math.Pow(random.NextDouble(), 2))];
    }

    private IIndexContents Contents(IndexKey index) => Get<IIndexContentsStore>().Open(index);

    /// <summary>Chunks that are wrongly said to have a vector, or to have none.</summary>
    private long MistakenUnembedded(IndexKey index) => Get<SqliteIndexContentsFolder>().Contents(index).Read(
        connection => connection.ExecuteScalar<long>(
            """
            WITH lacking AS (SELECT id FROM chunks EXCEPT SELECT chunk_id FROM vectors)
            SELECT (SELECT count(*) FROM unembedded WHERE chunk_id NOT IN lacking)
                + (SELECT count(*) FROM lacking WHERE id NOT IN (SELECT chunk_id FROM unembedded))
            """));

    /// <summary>As a sync does that embeds for long.</summary>
    private async Task<bool> JoinSomeAsync(IndexKey index, Random random)
    {
        var texts = Contents(index).TextsWithoutVectors(model.Id).ToList();
        using var pending = Get<IIndexContentsStore>().OpenPending(index, model.Id);
        pending.AddTexts(texts.Take(random.Next(texts.Count + 1)));
        var joined = await Contents(index).JoinVectorsAsync(pending, Cancellation);
        pending.Clear();
        Assert.Empty(joined?.Faults ?? []);
        return joined is not null;
    }

    private Task SwapAsync(IndexKey index, IReadOnlyCollection<FileChange> changes, bool withVectors) =>
        Get<IIndexContentsStore>().SwapAsync(index, changes, withVectors ? model : null, Cancellation);
}
