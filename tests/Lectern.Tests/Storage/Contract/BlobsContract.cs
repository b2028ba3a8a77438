using System.Security.Cryptography;
using System.Text;
using Lectern.Server.Library;

namespace Lectern.Tests.Storage.Contract;

public abstract class BlobsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private IBlobs Blobs => Get<IBlobs>();

    [Fact]
    public async Task An_object_is_named_by_its_content_and_is_there_when_it_is_kept()
    {
        var hash = HashOf("boat");
        using (var staged = await StageAsync("boat"))
        {
            Assert.Equal(new Blob(hash, 4), staged.Blob);
            Assert.False(Blobs.Has(hash));
            Assert.Throws<FileNotFoundException>(() => Blobs.Open(hash));
            Assert.Equal(staged.Blob, staged.Keep());
            Assert.Equal(staged.Blob, staged.Keep());
        }

        Assert.True(Blobs.Has(hash));
        Assert.Equal([hash], Blobs.List());
        await using var content = Blobs.Open(hash);
        Assert.Equal((4, "boat"), (content.Length, await ReadAsync(content)));
        content.Position = 2;
        Assert.Equal("at", await ReadAsync(content));
    }

    [Fact]
    public async Task What_is_not_kept_leaves_nothing()
    {
        (await StageAsync("boat")).Dispose();
        Assert.Empty(Blobs.List());
        Assert.False(Blobs.TryHold(HashOf("boat")));
    }

    [Fact]
    public async Task What_is_too_long_leaves_nothing()
    {
        await Assert.ThrowsAsync<BlobTooLargeException>(() => StageAsync("boats", maxBytes: 4));
        await KeepAsync("boat", maxBytes: 4);
        Assert.Equal([HashOf("boat")], Blobs.List());
    }

    [Fact]
    public async Task The_same_content_twice_is_one_object()
    {
        await KeepAsync("boat");
        await KeepAsync("boat");
        Assert.Equal([HashOf("boat")], Blobs.List());
    }

    [Fact]
    public async Task An_empty_content_is_an_object()
    {
        await KeepAsync("");
        await using var content = Blobs.Open(HashOf(""));
        Assert.Equal("", await ReadAsync(content));
    }

    [Fact]
    public async Task A_collection_removes_what_nothing_names()
    {
        await KeepAsync("boat");
        await KeepAsync("bread");
        Assert.False(Blobs.Remove(HashOf("boat"), () => false));
        using (await Blobs.CollectAsync(Cancellation))
        {
            Assert.False(Blobs.Remove(HashOf("bread"), () => true));
            Assert.True(Blobs.Remove(HashOf("boat"), () => false));
        }

        Assert.Equal([HashOf("bread")], Blobs.List());
        Assert.Throws<FileNotFoundException>(() => Blobs.Open(HashOf("boat")));
    }

    [Fact]
    public async Task A_collection_spares_what_is_held_and_what_was_held_when_it_began()
    {
        string[] names = ["held twice", "held", "kept meanwhile"];
        foreach (var name in names[..2])
            await KeepAsync(name);
        Assert.True(Blobs.TryHold(HashOf("held twice")));
        Assert.True(Blobs.TryHold(HashOf("held twice")));
        Assert.True(Blobs.TryHold(HashOf("held")));
        using (await Blobs.CollectAsync(Cancellation))
        {
            Blobs.Release(HashOf("held"));
            Blobs.Release(HashOf("held twice"));
            await KeepAsync("kept meanwhile");
            Assert.All(names, n => Assert.False(Blobs.Remove(HashOf(n), () => false)));
        }

        using (await Blobs.CollectAsync(Cancellation))
        {
            Assert.Equal(
                [false, true, true], names.Select(n => Blobs.Remove(HashOf(n), () => false)));
            Blobs.Release(HashOf("held twice"));
        }

        using (await Blobs.CollectAsync(Cancellation))
            Assert.True(Blobs.Remove(HashOf("held twice"), () => false));
    }

    [Fact]
    public async Task One_collection_waits_for_the_other()
    {
        var first = await Blobs.CollectAsync(Cancellation);
        var second = Blobs.CollectAsync(Cancellation);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_reads_an_object_reads_it_to_its_end_though_it_is_removed()
    {
        await KeepAsync("boat");
        await using var content = Blobs.Open(HashOf("boat"));
        using (await Blobs.CollectAsync(Cancellation))
            Assert.True(Blobs.Remove(HashOf("boat"), () => false));
        Assert.Equal("boat", await ReadAsync(content));
    }

    private static string HashOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static async Task<string> ReadAsync(Stream content)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private async Task KeepAsync(string content, long maxBytes = 100)
    {
        using var staged = await StageAsync(content, maxBytes);
        staged.Keep();
    }

    private Task<StagedBlob> StageAsync(string content, long maxBytes = 100) =>
        Blobs.StageAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), maxBytes, Cancellation);
}
