using Lectern.Server.Operations.Backup;
using Lectern.Server.Platform.Keys;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Storage.Contract;

/// <summary>What a backup is made of, while a server uses the databases.</summary>
public abstract class StoreCopyContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private readonly string folder = TestServer.NewFolder();

    private IStoreCopy Databases => Get<IStoreCopy>();

    [Fact]
    public async Task A_copy_tells_what_it_names_and_is_whole()
    {
        await FileAsync(await DirectoryAsync(), "a.txt", hash: "named");
        await SyncedAsync(await IndexAsync());
        await IndexAsync();
        var copied = Databases.Copy(folder);
        Assert.Equal(1, copied.Indexes);
        Assert.Equal(["named"], copied.Blobs);
        await FileAsync(await DirectoryAsync(), "b.txt", hash: "later");
        var read = Databases.Check(folder);
        Assert.Equal(1, read.Indexes);
        Assert.Equal(["named"], read.Blobs);
    }

    [Fact]
    public void A_damaged_copy_is_refused()
    {
        Databases.Copy(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.WriteAllText(file, "no database");
        Assert.Throws<BackupException>(() => Databases.Check(folder));
    }

    [Fact]
    public void The_first_key_is_known_without_a_server() =>
        Assert.Equal(ApiKeys.Hash(FirstKey), Databases.FirstKeyHash());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
