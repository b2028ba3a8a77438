using System.Globalization;
using Lectern.Server.Attachments;
using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Indexing.Parsing;
using Lectern.Server.Retrieval;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Sqlite;

namespace Lectern.Tests.Storage.Contract;

/// <summary>What an index held before: listed, made live again, and forgotten.</summary>
public abstract class GenerationsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private const int Seed = 31;
    private const int Rounds = 8;
    private const int Steps = 25;
    private const string Model = "words";

    private static readonly string[] Words = [.. "quay pier granite timber harbour ferry light ballast".Split(' ')];

    private IndexKey index = null!;

    private IIndexContents Contents => Get<IIndexContentsStore>().Open(index);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
    }

    [Fact]
    public async Task What_was_removed_replaced_renamed_or_added_since_is_as_it_was()
    {
        await SwapAsync(File("a", "granite quay"), File("b", "timber quay"), File("c", "iron quay"), File("d", "old lamp"));
        var then = await StateAsync();
        await SwapAsync(
            new FileChange.Removed("a"), File("b", "wooden pier"), new FileChange.Described("c", "uuid-c", "harbour.txt", "{}"),
            File("e", "new lamp"));
        await SwapAsync(new FileChange.Described("d", "uuid-d", "light.txt", """{"year":2}"""));
        Assert.NotNull(await Contents.RestoreAsync(1, Cancellation));
        Assert.Equal(then, await StateAsync());
        Assert.Equal(4, Contents.LiveGeneration());
        Assert.Equal([(4L, 1L), (3, null), (2, null), (1, null)], List().Select(g => (g.Number, g.Restored)));

        // And forth again: what the restore took out was kept by it.
        Assert.NotNull(await Contents.RestoreAsync(3, Cancellation));
        Assert.Equal(["b.txt", "e.txt", "harbour.txt", "light.txt"], Names());
        Assert.Equal(["wooden pier"], await FoundAsync("pier"));
        Assert.Empty(await FoundAsync("granite"));
    }

    [Fact]
    public async Task A_generation_says_what_it_holds_and_which_sync_made_it()
    {
        Assert.Empty(List());
        Assert.Equal(0, Contents.LiveGeneration());
        await SwapAsync(File("a", "granite quay"));
        var at = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Contents.ReplaceAsync(
            ((FileChange[])[File("b", "timber", "quay")]).ToAsyncEnumerable(), null, goesOn: true, Cancellation);
        Assert.Equal(
            [
                new IndexGeneration(2, at + TimeSpan.FromMinutes(1), null, 1, null, 2, 0, 3, 0),
                new IndexGeneration(1, at, at + TimeSpan.FromMinutes(1), 1, null, 1, 0, 1, 0) { IsStep = true },
            ],
            List());
        Assert.Equal([1L], Contents.Generations(2, 10).Select(g => g.Number));
        Assert.Equal(List()[1], Contents.FindGeneration(1));
        Assert.Equal(List()[1], Contents.FindFirstOfLive());
        Assert.Null(Contents.FindGeneration(3));
        Assert.Null(await Contents.RestoreAsync(3, Cancellation));
        Assert.Equal(2, Contents.LiveGeneration());
    }

    [Fact]
    public async Task Joining_parts_makes_no_generation_and_a_search_says_one_that_is_listed()
    {
        for (var i = 0; i < 9; i++)
            await SwapAsync(File($"{i}", $"granite quay {i}"));
        Assert.True(Contents.Merge(Cancellation));
        using var snapshot = Get<IIndexSnapshots>().Open(index, Cancellation);
        Assert.Equal((9L, 1), (snapshot.Catalog.Generation, snapshot.Catalog.Segments.Count));
        Assert.Equal(9, List()[0].Number);
    }

    [Fact]
    public async Task Vectors_come_back_unless_the_model_is_another_one_now()
    {
        await EmbedAsync(Model, File("a", "granite quay"), File("b", "timber quay"));
        await EmbedAsync(Model, new FileChange.Removed("a"));
        await Contents.RestoreAsync(1, Cancellation);
        Assert.False(Contents.LacksVectors(Model));
        await EmbedAsync("another", new FileChange.Removed("a"));
        await Contents.RestoreAsync(1, Cancellation);
        Assert.Equal(["granite quay"], Contents.TextsWithoutVectors("another"));
        Assert.Equal(["granite quay", "timber quay"], await FoundAsync("quay"));
        await EmbedAsync("another");
        Assert.False(Contents.LacksVectors("another"));
    }

    [Fact]
    public async Task Pictures_and_boxes_come_back_and_are_named_until_the_file_is_forgotten()
    {
        var attachments = Get<IIndexAttachments>();
        var paged = File("a", "granite quay") with
        {
            Attachments = [new IndexedAttachment("screenshots/page_1.jpg", "page-hash", 70)],
            Boxes = [new PageBoxes(1, 0, 12, [1, 2, 3])],
        };
        await SwapAsync(paged);
        await SwapAsync(File("a", "timber quay"));
        Assert.Empty(attachments.List(index, "a", null, 10));
        Assert.Equal(["page-hash"], attachments.Hashes(index));
        Assert.Equal(70, Contents.Measure().Attachments);
        await Contents.RestoreAsync(1, Cancellation);
        Assert.Equal("page-hash", Assert.Single(attachments.List(index, "a", null, 10)).ContentHash);
        for (var i = 0; i < 4; i++)
            await SwapAsync(File("a", $"iron quay {i}"));
        ForgetAll();
        Assert.Equal(["page-hash"], attachments.Hashes(index));
        Time.Advance(KeptGenerations.Age);
        ForgetAll();
        Assert.Empty(attachments.Hashes(index));
        Assert.Equal(0, Contents.Measure().Attachments);
    }

    [Fact]
    public async Task The_last_generation_of_each_of_three_syncs_is_kept_and_each_that_was_live_in_the_last_day()
    {
        for (var i = 1; i <= 4; i++)
        {
            await SwapAsync(File("a", $"granite quay {i}"));
            await Contents.ReplaceAsync(
                ((FileChange[])[File("b", $"timber quay {i}")]).ToAsyncEnumerable(), null, goesOn: true, Cancellation);
        }

        ForgetAll();
        Assert.Equal([8L, 7, 6, 5, 4, 3, 2, 1], List().Select(g => g.Number));
        Time.Advance(KeptGenerations.Age - TimeSpan.FromSeconds(1));
        await SwapAsync(File("a", "granite quay 5"));
        Time.Advance(TimeSpan.FromSeconds(1));
        ForgetAll();
        Assert.Equal([9L, 8, 6], List().Select(g => g.Number));
        Assert.Null(await Contents.RestoreAsync(7, Cancellation));
        Assert.NotNull(await Contents.RestoreAsync(6, Cancellation));
        Assert.Equal(["granite quay 3", "timber quay 3"], await FoundAsync("quay"));
    }

    [Fact]
    public async Task Whatever_changed_restoring_any_that_is_listed_gives_all_that_it_held_with_the_scores_that_it_had()
    {
        var random = new Random(Seed);
        int restored = 0, forgotten = 0, merges = 0;
        for (var round = 0; round < Rounds; round++)
        {
            index = (await IndexAsync()).Key;
            var states = new Dictionary<long, string>();
            for (var step = 0; step < Steps; step++)
            {
                Time.Advance(TimeSpan.FromHours(random.Next(1, 7)));
                var known = List();
                if (known.Count > 0 && random.Next(4) == 0)
                {
                    var number = known[random.Next(known.Count)].Number;
                    Assert.NotNull(await Contents.RestoreAsync(number, Cancellation));
                    Assert.Equal(states[number], await StateAsync());
                    restored++;
                }
                else
                {
                    await SwapAsync(Changes(random), goesOn: random.Next(3) == 0);
                }

                states[Contents.LiveGeneration()] = await StateAsync();
                while (step % 6 == 5 && Contents.Merge(Cancellation))
                    merges++;
                while (random.Next(3) > 0 && Contents.Forget())
                    forgotten++;
            }
        }

        Assert.True(restored > 30 && forgotten > 30 && merges > 0, $"{restored}, {forgotten}, {merges}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{restored} restored, {forgotten} forgotten, {merges} merges");
    }

    private FileChange[] Changes(Random random)
    {
        var changes = new Dictionary<string, FileChange>(StringComparer.Ordinal);
        var present = Contents.AllFiles().Select(f => f.DirectoryFileId).ToHashSet(StringComparer.Ordinal);
        for (var i = random.Next(5); i >= 0; i--)
        {
            var id = "f" + random.Next(20).ToString(CultureInfo.InvariantCulture);
            changes[id] = random.Next(4) switch
            {
                0 when present.Contains(id) => new FileChange.Removed(id),
                1 when present.Contains(id) => new FileChange.Described(id, "uuid-" + id, Word() + ".txt", $$"""{"n":{{i}}}"""),
                _ => File(id, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Word()} {Word()} {Word()}")]),
            };
        }

        return [.. changes.Values];

        string Word() => Words[random.Next(Words.Length)];
    }

    /// <summary>All that can be seen of the index.</summary>
    private async Task<string> StateAsync()
    {
        var lines = new List<string>();
        foreach (var file in await Contents.ListFilesAsync(null, 100, Cancellation))
        {
            var text = Get<IIndexText>().Read(index, file.DirectoryFileId, 0, null);
            lines.Add($"{file with { Notes = [], PagesWithoutText = [] }} {text}");
        }

        foreach (var query in (string[])["granite quay", "light", "pier harbour"])
        {
            var found = await TestSearch.WordsOnly(Get<IIndexSnapshots>()).SearchAsync(
                index, new RetrievalQuery(query, 20), Cancellation);
            lines.AddRange(found.Select(p => $"{p.FileId} {p.FileName} {p.Content} {p.Score:f4}").Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines).Replace("System.Int32[]", "", StringComparison.Ordinal);
    }

    private IReadOnlyList<IndexGeneration> List() => Contents.Generations(long.MaxValue, 1000);

    private IEnumerable<string> Names() => Contents.AllFiles().Select(f => f.FileName).Order(StringComparer.Ordinal);

    private void ForgetAll()
    {
        while (Contents.Forget())
        {
        }
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string query) =>
        [.. (await TestSearch.WordsOnly(Get<IIndexSnapshots>()).SearchAsync(index, new RetrievalQuery(query, 10), Cancellation))
            .Select(p => p.Content).Order(StringComparer.Ordinal)];

    private Task SwapAsync(params FileChange[] changes) => SwapAsync(changes, goesOn: false);

    private async Task SwapAsync(FileChange[] changes, bool goesOn) => Assert.Empty(
        (await Contents.ReplaceAsync(changes.ToAsyncEnumerable(), null, goesOn, Cancellation)).Faults);

    private Task EmbedAsync(string model, params FileChange[] changes) =>
        Get<IIndexContentsStore>().SwapAsync(index, changes, new EmbeddingModel(model, new WordVectors()), Cancellation);

    private static FileChange.Replaced File(string id, params string[] texts) => TestContents.File(id, id + ".txt", texts);
}
