using Lectern.Server.Indexing;
using Lectern.Server.Indexing.Embedding;
using Lectern.Tests.Storage.Contract;

namespace Lectern.Tests.Storage.Sqlite;

/// <summary>Vectors that join an index before all of them are made.</summary>
public sealed class VectorJoinTests : StoreContract<SqliteStores>
{
    private const string Model = "m";

    [Fact]
    public async Task A_file_that_the_model_refuses_fails_at_once_though_no_other_has_its_vectors()
    {
        var (contents, pending) = await FilesAsync(
            TestContents.File("a", "a.txt", "quay"), TestContents.File("b", "b.txt", "mole"));
        using (pending)
        {
            pending.Refuse(Hash("quay"), "too odd");
            Assert.Equal("a.txt", Assert.Single((await contents.JoinVectorsAsync(pending, Cancellation))!.Faults).FileName);
            Assert.Equal(["mole"], contents.TextsWithoutVectors(Model));
            Assert.Null(await contents.JoinVectorsAsync(pending, Cancellation));
        }
    }

    [Fact]
    public async Task A_file_that_is_undone_says_nothing_of_how_long_vectors_are()
    {
        var (contents, pending) = await FilesAsync(
            TestContents.File("a", "a.txt", "quay", "pier"), TestContents.File("b", "b.txt", "mole"));
        using (pending)
        {
            pending.Add([(Hash("quay"), EmbeddingModel.ToBytes([1, 0]))]);
            pending.Refuse(Hash("pier"), "too odd");
            pending.AddTexts(["mole"]);
            Assert.Equal("a.txt", Assert.Single((await contents.JoinVectorsAsync(pending, Cancellation))!.Faults).FileName);
            Assert.Empty(contents.TextsWithoutVectors(Model));
            using var live = contents.OpenVectors(Model);
            Assert.Equal((null, true), (live.Find(Hash("quay")), live.Find(Hash("mole")) is not null));
        }
    }

    private async Task<(IIndexContents Contents, IPendingVectors Pending)> FilesAsync(params FileChange[] files)
    {
        var index = (await IndexAsync()).Key;
        var store = Get<IIndexContentsStore>();
        await store.SwapAsync(index, files, model: null, Cancellation);
        return (store.Open(index), store.OpenPending(index, Model));
    }

    private static byte[] Hash(string text) => EmbeddedText.Hash(EmbeddedText.Of("", text));
}
