using Lectern.Server.Folder;
using Lectern.Server.Library;

namespace Lectern.Tests.Folder;

public sealed class FolderPlanTests
{
    private static readonly HashSet<string> Nobody = [];

    [Fact]
    public void What_is_new_or_was_written_to_is_read_and_what_is_as_it_was_is_not()
    {
        var plan = FolderPlan.Make(
            [Known("1", "same", inode: 1), Known("2", "changed", inode: 2), Known("3", "missing", inode: 3)], Nobody,
            [Found("same", inode: 1), Found("changed", inode: 2, size: 11), Found("new", inode: 4)]);
        Assert.Equal(["changed", "new"], plan.ToRead.Select(f => f.File.Name));
        Assert.Equal(["2", null], plan.ToRead.Select(f => f.Before?.Id));
        Assert.Equal(["3"], plan.Missing.Select(m => m.Id));
        Assert.Empty(plan.Seen.Concat(plan.Renamed));
    }

    [Fact]
    public void A_renamed_file_is_the_same_file()
    {
        var plan = FolderPlan.Make([Known("1", "old", inode: 1)], Nobody, [Found("sub/new", inode: 1)]);
        Assert.Equal([("1", "sub/new")], plan.Renamed.Select(r => (r.Id, r.Path)));
        Assert.Empty(plan.Missing);
        Assert.Empty(plan.ToRead);
    }

    [Fact]
    public void Names_that_move_up_are_renames_all_of_them()
    {
        var plan = FolderPlan.Make(
            [Known("1", "log", inode: 1), Known("2", "log.1", inode: 2), Known("3", "log.2", inode: 3)], Nobody,
            [Found("log", inode: 4), Found("log.1", inode: 1), Found("log.2", inode: 2), Found("log.3", inode: 3)]);
        Assert.Equal([("1", "log.1"), ("2", "log.2"), ("3", "log.3")], plan.Renamed.Select(r => (r.Id, r.Path)).Order());
        Assert.Equal(["log"], plan.ToRead.Select(f => f.File.Name));
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void A_file_that_takes_anothers_place_as_editors_save_is_new_content_of_that_one()
    {
        var plan = FolderPlan.Make(
            [Known("1", "letter", inode: 1), Known("2", "letter.new", inode: 2, size: 20)], Nobody,
            [Found("letter", inode: 2, size: 20)]);
        Assert.Equal(["1"], plan.ToRead.Select(f => f.Before?.Id));
        Assert.Equal(["2"], plan.Missing.Select(m => m.Id));
        Assert.Empty(plan.Renamed);
    }

    [Fact]
    public void A_second_name_of_the_same_file_is_a_file_of_its_own()
    {
        var plan = FolderPlan.Make([Known("1", "a", inode: 1)], Nobody, [Found("a", inode: 1), Found("b", inode: 1)]);
        Assert.Equal(["b"], plan.ToRead.Select(f => f.File.Name));
        Assert.Empty(plan.Renamed);
    }

    [Fact]
    public void An_inode_that_another_file_was_given_since_is_no_rename()
    {
        var plan = FolderPlan.Make([Known("1", "a", inode: 1)], Nobody, [Found("b", inode: 1, size: 11)]);
        Assert.Equal(["b"], plan.ToRead.Select(f => f.File.Name));
        Assert.Equal(["1"], plan.Missing.Select(m => m.Id));
    }

    [Fact]
    public void A_file_whose_name_somebody_elses_has_is_left_out()
    {
        var plan = FolderPlan.Make([], new HashSet<string> { "a" }, [Found("a", inode: 1), Found("b", inode: 2)]);
        Assert.Equal(["b"], plan.ToRead.Select(f => f.File.Name));
        Assert.Equal([new LeftOut("a", FolderPlan.NameTaken)], plan.LeftOut);
    }

    [Fact]
    public void A_file_that_waited_and_is_there_again_and_one_whose_device_has_another_number_are_noted()
    {
        var plan = FolderPlan.Make(
            [Known("1", "a", inode: 1) with { MissedAt = 5 }, Known("2", "b", inode: 2)], Nobody,
            [Found("a", inode: 1), Found("b", inode: 2, device: 9)]);
        Assert.Equal(["1", "2"], plan.Seen.Select(s => s.Id));
        Assert.Empty(plan.ToRead);
    }

    [Fact]
    public void Ten_thousand_files_of_a_renamed_folder_are_compared_at_once()
    {
        var known = Enumerable.Range(1, 10_000).Select(i => Known($"{i}", $"old/{i}", inode: i)).ToList();
        var found = Enumerable.Range(1, 10_000).Select(i => Found($"new/{i}", inode: i)).ToList();
        Assert.Equal(10_000, FolderPlan.Make(known, Nobody, found).Renamed.Count);
    }

    private static MirroredFile Known(string id, string path, long inode, long size = 10, long device = 1) =>
        new(id, path, $"hash of {id}", size, "2026-11-25T00:00:00.0000000Z", device, inode, Volume: 1, MissedAt: null);

    private static FolderFile Found(string name, long inode, long size = 10, long device = 1) =>
        new($"/folder/{name}", name, new MirrorStamp(size, "2026-11-25T00:00:00.0000000Z", device, inode, Volume: 1));
}
