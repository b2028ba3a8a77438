using Lectern.Server.Folder;
using Lectern.Server.Library;

namespace Lectern.Tests.Folder;

/// <summary>Which of the files that were not found are gone, and which wait.</summary>
public sealed class MissingFilesTests
{
    private static readonly HashSet<string> NoWord = [];
    private readonly MissingFiles judge = new();

    [Fact]
    public void A_file_that_is_missing_twice_is_gone()
    {
        var known = Known(5);
        var first = Judge(known, missing: 1);
        Assert.True(first.LooksAgain);
        Assert.Empty(first.Gone);
        var second = Judge(known, missing: 1);
        Assert.False(second.LooksAgain);
        Assert.Equal(["1"], second.Gone.Select(m => m.Id));
    }

    [Fact]
    public void While_more_and_more_vanish_nothing_is_gone()
    {
        var known = Known(100);
        Assert.All(Enumerable.Range(1, 60), n => Assert.True(Judge(known, missing: n) is { LooksAgain: true, Gone.Count: 0 }));
        Assert.Equal((0, 60), Counts(Judge(known, missing: 60)));
    }

    [Theory]
    [InlineData(100, 50, 50)]
    [InlineData(100, 51, 0)]
    [InlineData(17, 9, 9)]
    [InlineData(19, 10, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(9, 9, 0)]
    public void Many_at_once_and_whatever_leaves_nothing_behind_wait(int known, int missing, int gone)
    {
        Judge(Known(known), missing);
        Assert.Equal((gone, missing - gone), Counts(Judge(Known(known), missing)));
    }

    [Fact]
    public void The_only_file_may_go_when_another_has_come()
    {
        Judge(Known(1), missing: 1, found: 1);
        Assert.Equal((1, 0), Counts(Judge(Known(1), missing: 1, found: 1)));
    }

    [Fact]
    public void What_waits_goes_by_a_word_and_only_by_it()
    {
        var known = Known(20).Select((m, i) => i < 12 ? m with { MissedAt = 1 } : m).ToList();
        for (var look = 0; look < 3; look++)
            Assert.Equal((0, 12), Counts(Judge(known, missing: 12)));
        Assert.Equal((12, 0), Counts(judge.Judge(known, known[..12], Listing(8), known[..12].Select(m => m.Id).ToHashSet())));
    }

    [Fact]
    public void A_word_does_not_remove_what_is_there_again()
    {
        var known = Known(20);
        Assert.Equal((0, 0), Counts(judge.Judge(known, [], Listing(20), known.Select(m => m.Id).ToHashSet())));
    }

    [Fact]
    public void While_many_wait_a_single_file_can_still_go()
    {
        var known = Known(20).Select((m, i) => i < 12 ? m with { MissedAt = 1 } : m).ToList();
        Judge(known, missing: 13);
        Assert.Equal((1, 12), Counts(Judge(known, missing: 13)));
    }

    [Fact]
    public void What_lies_where_nobody_can_read_stays()
    {
        List<MirroredFile> known = [File("1", "open/a"), File("2", "closed/b"), File("3", "closed"), File("4", "closedness")];
        var listing = Listing(3) with { Unreadable = [new LeftOut("closed", "it cannot be read")] };
        judge.Judge(known, known, listing, NoWord);
        var judged = judge.Judge(known, known, listing, NoWord);
        Assert.Equal(["2", "3"], judged.Hidden.Select(m => m.Id));
        Assert.Equal(["1", "4"], judged.Gone.Select(m => m.Id));
    }

    [Fact]
    public void A_drive_in_the_folder_that_is_unmounted_takes_its_files_out_of_sight_and_not_out_of_the_index()
    {
        List<MirroredFile> known =
            [File("1", "a"), File("2", "b"), File("3", "drive/c", volume: 7), File("4", "drive/d", volume: 7)];
        var listing = Listing(1) with { Volumes = new Dictionary<string, long> { [""] = 1, ["drive"] = 1 } };
        var missing = known.Skip(1).ToList();
        judge.Judge(known, missing, listing, NoWord);
        var judged = judge.Judge(known, missing, listing, NoWord);
        Assert.Equal(["2"], judged.Gone.Select(m => m.Id));
        Assert.Equal(["3", "4"], judged.Waiting.Select(m => m.Id));
    }

    [Fact]
    public void A_drive_that_has_another_number_after_a_restart_is_still_there()
    {
        var known = new List<MirroredFile> { File("1", "a", volume: 7), File("2", "b", volume: 7) };
        judge.Judge(known, known[1..], Listing(1), NoWord);
        Assert.Equal(["2"], judge.Judge(known, known[1..], Listing(1), NoWord).Gone.Select(m => m.Id));
    }

    private static (int Gone, int Waiting) Counts(MissingJudgement judged) => (judged.Gone.Count, judged.Waiting.Count);

    private static List<MirroredFile> Known(int count) => [.. Enumerable.Range(1, count).Select(i => File($"{i}", $"{i}"))];

    private static MirroredFile File(string id, string path, long volume = 1) =>
        new(id, path, "hash", 1, "", Device: volume, Inode: 1, volume, MissedAt: null);

    private static FolderListing Listing(int files) => new(
        "/folder", null, [.. Enumerable.Repeat(new FolderFile("", "", new MirrorStamp(1, "", 1, 1, 1)), files)], [], [],
        new Dictionary<string, long> { [""] = 1 });

    private MissingJudgement Judge(List<MirroredFile> known, int missing, int? found = null) =>
        judge.Judge(known, known[..missing], Listing(found ?? (known.Count - missing)), NoWord);
}
