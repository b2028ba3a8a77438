using System.Globalization;
using Dapper;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Background;
using Lectern.Server.Retrieval;
using Lectern.Server.Retrieval.Vectors;
using Lectern.Server.Storage.Sqlite.Indexing;
using Lectern.Server.Storage.Sqlite.Retrieval;
using Lectern.Server.Text;
using Lectern.Tests.Fakes;
using Lectern.Tests.Storage.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>What a swap writes of an index, and what a crash, a reader and a merge beside it leave.</summary>
public sealed class SegmentTests : StoreContract<SqliteStores>
{
    private IndexKey index = null!;

    private SqliteIndexContents Contents => Get<SqliteIndexContentsFolder>().Contents(index);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        index = (await IndexAsync()).Key;
    }

    [Fact]
    public async Task One_changed_file_writes_the_catalog_of_one_file()
    {
        await SwapAsync([.. Enumerable.Range(0, 300).Select(i => File($"f{i}", $"granite quay {i}"))]);
        var first = Assert.Single(Catalogs());
        var written = System.IO.File.GetLastWriteTimeUtc(first);
        await SwapAsync(File("f7", "timber pier"));
        Assert.Equal(2, Catalogs().Count);
        Assert.Equal(written, System.IO.File.GetLastWriteTimeUtc(first));
        Assert.InRange(new FileInfo(Catalogs().Single(c => c != first)).Length, 1, 300);
        Assert.Equal("f7", Assert.Single(await SearchAsync("timber")).FileId);
        Assert.Equal(0, (await SearchAsync("granite", 500)).Count(p => p.FileId == "f7"));
    }

    [Fact]
    public async Task Many_small_syncs_are_merged_and_a_reader_of_before_sees_what_it_saw()
    {
        for (var i = 0; i < 9; i++)
            await SwapAsync(File($"f{i}", $"granite quay {i}"));
        using var before = Get<IIndexSnapshots>().Open(index, Cancellation);
        var name = Contents.NameGeneration();
        Assert.True(Contents.Merge(Cancellation));
        Assert.False(Contents.Merge(Cancellation));
        Assert.Equal(name, Contents.NameGeneration());
        Assert.Single(Catalogs());
        Assert.Equal(9, before.Catalog.Segments.Count);
        Assert.Equal(9, before.Catalog.Words.Scores([new([Terms.Term("quay")])]).Count(s => s > 0));
        using var after = Get<IIndexSnapshots>().Open(index, Cancellation);
        Assert.Single(after.Catalog.Segments);
        Assert.Equal(9, (await SearchAsync("quay", 20)).Count);
    }

    [Fact]
    public async Task A_merge_that_is_cancelled_changes_nothing_and_leaves_no_file()
    {
        for (var i = 0; i < 9; i++)
            await SwapAsync(File($"f{i}", $"granite quay {i}"));
        var before = Catalogs();
        Assert.Throws<OperationCanceledException>(() => Contents.Merge(new CancellationToken(canceled: true)));
        Assert.Equal(before, Catalogs());
        Assert.Equal(9, (await SearchAsync("quay", 20)).Count);
    }

    [Fact]
    public async Task A_merge_gives_way_as_it_reads_and_ends_at_once_when_it_is_cancelled()
    {
        const int each = 300;
        await ManySwapsAsync(each);
        var before = Catalogs();
        using var cancellation = new CancellationTokenSource();
        var ways = 0;
        Assert.Throws<OperationCanceledException>(() => Contents.Merge(cancellation.Token, () =>
        {
            ways++;
            cancellation.Cancel();
        }));
        Assert.Equal(1, ways);
        Assert.Equal(before, Catalogs());
        Assert.True(Contents.Merge(Cancellation, () => ways++));
        Assert.InRange(ways, 1 + (9 * each / 1_000), 9 * each);
        using var after = Get<IIndexSnapshots>().Open(index, Cancellation);
        Assert.Equal((1, 9 * each), (after.Catalog.Segments.Count, after.Catalog.Live));
    }

    [Fact]
    public async Task A_merge_gives_way_for_ten_seconds_and_then_ends()
    {
        await ManySwapsAsync(300);
        var ways = 0;
        Assert.True(Contents.Merge(Cancellation, () =>
        {
            ways++;
            Time.Advance(TimeSpan.FromSeconds(6));
        }));
        Assert.Equal(2, ways);
    }

    [Fact]
    public async Task A_swap_that_breaks_off_leaves_no_file()
    {
        await SwapAsync(File("a", "granite quay"));
        var before = Catalogs();
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Contents.ReplaceAsync(Changes(), cancelled.Token));
        Assert.Equal(before, Catalogs());
        Assert.Equal("a", Assert.Single(await SearchAsync("quay", 20)).FileId);

        async IAsyncEnumerable<FileChange> Changes()
        {
            yield return File("b", "timber quay");
            await cancelled.CancelAsync();
        }
    }

    [Fact]
    public async Task A_catalog_that_is_damaged_or_gone_is_made_again_and_what_nothing_names_goes()
    {
        await SwapAsync(File("a", "granite quay"));
        await SwapAsync(File("b", "timber quay"));
        await SwapAsync(File("b", "timber pier"), File("c", "iron quay"));
        var catalogs = Catalogs();
        System.IO.File.WriteAllBytes(catalogs[0], System.IO.File.ReadAllBytes(catalogs[0])[..^1]);
        System.IO.File.Delete(catalogs[1]);
        await System.IO.File.WriteAllTextAsync(SegmentFiles.PathOf(Contents.DatabasePath, 7), "left", Cancellation);
        using var later = new SqliteIndexContentsFolder(
            Get<DataFolder>(), Time, NullLogger<SqliteIndexContentsFolder>.Instance);
        using var mapped = new SqliteCatalogs();
        var search = TestSearch.WordsOnly(new SqliteIndexSnapshots(later, mapped));
        var found = await search.SearchAsync(index, new RetrievalQuery("quay", 5), Cancellation);
        Assert.Equal(["a", "c"], found.Select(p => p.FileId).Order(StringComparer.Ordinal));
        Assert.Equal(catalogs, Catalogs());
    }

    [Fact]
    public async Task Any_changed_byte_of_a_catalog_is_seen_told_and_the_catalog_made_again()
    {
        await SwapAsync([.. Enumerable.Range(0, 40).Select(i => File($"f{i}", $"granite quay {i}"))]);
        var catalog = Assert.Single(Catalogs());
        var sound = await System.IO.File.ReadAllBytesAsync(catalog, Cancellation);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var bytes = sound.ToArray();
            bytes[i < 40 ? random.Next(8, bytes.Length) : bytes.Length - 1 - (i - 40)] ^= (byte)(1 << random.Next(8));
            await System.IO.File.WriteAllBytesAsync(catalog, bytes, Cancellation);
            var problems = new ServerProblems();
            using var mapped = new SqliteCatalogs(problems);
            var found = await TestSearch.WordsOnly(
                new SqliteIndexSnapshots(Get<SqliteIndexContentsFolder>(), mapped)).SearchAsync(
                index, new RetrievalQuery("quay", 50), Cancellation);
            Assert.Equal(40, found.Count);
            Assert.Equal(["segments"], problems.Degraded);
            Assert.Contains(Path.GetFileName(catalog), Assert.Single(problems.Sentences), StringComparison.Ordinal);
            Assert.Equal(sound, await System.IO.File.ReadAllBytesAsync(catalog, Cancellation));
        }
    }

    [Fact]
    public async Task A_catalog_of_before_they_had_sums_is_believed()
    {
        await SwapAsync(File("a", "granite quay"));
        var catalog = Assert.Single(Catalogs());
        byte[] earlier = [.. "LECTCAT4"u8, .. System.IO.File.ReadAllBytes(catalog)[8..^CatalogSum.Length]];
        await System.IO.File.WriteAllBytesAsync(catalog, earlier, Cancellation);
        var length = new FileInfo(catalog).Length;
        var problems = new ServerProblems();
        using var mapped = new SqliteCatalogs(problems);
        var search = TestSearch.WordsOnly(new SqliteIndexSnapshots(Get<SqliteIndexContentsFolder>(), mapped));
        Assert.Single(await search.SearchAsync(index, new RetrievalQuery("quay", 50), Cancellation));
        Assert.Empty(problems.Sentences);
        Assert.Equal(length, new FileInfo(catalog).Length);
    }

    [Fact]
    public async Task Catalogs_of_an_index_that_is_gone_go_with_it_and_those_that_could_not_go_then_go_later()
    {
        await SwapAsync(File("a", "granite quay"));
        var kept = Catalogs();
        var left = Path.Combine(Get<DataFolder>().Indexes, "idx-gone.7.catalog");
        await System.IO.File.WriteAllTextAsync(left, "left", Cancellation);
        Get<IIndexContentsStore>().DeleteAllBut(() => [index]);
        Assert.Equal((false, true), (System.IO.File.Exists(left), System.IO.File.Exists(Contents.DatabasePath)));
        Assert.Equal(kept, Catalogs());
        Get<IIndexContentsStore>().DeleteAllBut(() => []);
        Assert.Empty(Directory.EnumerateFiles(Get<DataFolder>().Indexes));
    }

    [Fact]
    public async Task A_swap_leaves_no_write_ahead_log_but_what_a_reader_needs()
    {
        await SwapAsync([.. Enumerable.Range(0, 300).Select(i => File($"f{i}", $"granite quay {i}"))]);
        var log = new FileInfo(Contents.DatabasePath + "-wal");
        Assert.Equal(0, log.Length);
        using (Get<IIndexSnapshots>().Open(index, Cancellation))
            await SwapAsync([.. Enumerable.Range(0, 300).Select(i => File($"f{i}", $"timber quay {i}"))]);
        log.Refresh();
        Assert.NotEqual(0, log.Length);
        await SwapAsync(File("a", "iron quay"));
        log.Refresh();
        Assert.Equal(0, log.Length);
    }

    [Fact]
    public async Task Ids_of_chunks_are_given_once()
    {
        await SwapAsync(File("a", "granite quay"), File("b", "timber quay"));
        await SwapAsync(new FileChange.Removed("b"));
        await SwapAsync(File("c", "iron quay"));
        await SwapAsync(new FileChange.Described("c", "uuid-c", "steel.txt", "{}"));
        Assert.Equal([1L, 4L], Contents.Read(c => c.Query<long>("SELECT id FROM chunks ORDER BY id").AsList()));
        Assert.Equal("c", Assert.Single(await SearchAsync("steel")).FileId);
        await SwapAsync(new FileChange.Removed("a"), new FileChange.Removed("c"));
        Assert.Empty(Catalogs());
        Assert.Empty(await SearchAsync("quay"));
    }

    [Fact]
    public async Task Every_search_beside_syncs_and_merges_sees_one_generation_whole()
    {
        const int files = 5;
        const int versions = 60;
        await SwapAsync(Version(0));
        var (merged, isOver) = (0, false);
        var merging = Task.Run(
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    if (Contents.Merge(Cancellation))
                        Interlocked.Increment(ref merged);
                }
            },
            Cancellation);
        var searching = Task.Run(
            async () =>
            {
                for (var last = 0; last < versions;)
                {
                    var found = await SearchAsync("quay", 2 * files);
                    Assert.Equal(files, found.Count);
                    var version = int.Parse(
                        Assert.Single(found.Select(p => p.Content.Split(' ')[^1]).Distinct()), CultureInfo.InvariantCulture);
                    Assert.True(version >= last);
                    last = version;
                }
            },
            Cancellation);
        for (var version = 1; version <= versions; version++)
        {
            await SwapAsync([.. Version(version), File($"x{version}", "timber pier"), new FileChange.Removed($"x{version - 9}")]);
            while (Volatile.Read(ref merged) < version / 20)
                await IsRunningAsync(merging);
        }

        await searching;
        Volatile.Write(ref isOver, true);
        await merging;
        TestContext.Current.TestOutputHelper?.WriteLine($"{versions} syncs, {merged} merges");

        static async Task IsRunningAsync(Task task)
        {
            if (task.IsCompleted)
                await task;
            await Task.Yield();
        }

        static FileChange[] Version(int version) =>
            [.. Enumerable.Range(0, files).Select(i => File($"f{i}", $"granite quay {(char)('a' + i)} version {version}"))];
    }

    /// <summary>As many as are merged.</summary>
    private async Task ManySwapsAsync(int each)
    {
        for (var i = 0; i < 9; i++)
            await SwapAsync([.. Enumerable.Range(0, each).Select(f => File($"f{i}-{f}", $"granite quay {i} {f}"))]);
    }

    private List<string> Catalogs() =>
        [.. Directory.EnumerateFiles(Get<DataFolder>().Indexes, $"{index.Id}.*.catalog*").Order(StringComparer.Ordinal)];

    private Task<IReadOnlyList<Passage>> SearchAsync(string query, int count = 3) => TestSearch.WordsOnly(
        Get<IIndexSnapshots>()).SearchAsync(index, new RetrievalQuery(query, count), Cancellation);

    private Task SwapAsync(params FileChange[] changes) =>
        Get<IIndexContentsStore>().SwapAsync(index, changes, model: null, Cancellation);

    private static FileChange.Replaced File(string id, string text) => TestContents.File(id, id + ".txt", text);
}
