using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class ChatsContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly PageRequest Whole = new(50, null);
    private static readonly ChatFilter Open = new(IsArchived: false, Folder: null);

    private IChats Chats => Get<IChats>();

    [Fact]
    public async Task Chats_are_listed_by_last_use_page_by_page()
    {
        var (one, two, three) = (await UsedAsync(), await UsedAsync(), await UsedAsync());
        await UseAsync(one);
        Assert.Equal([one, three, two], Listed(Open));
        var page = Chats.List(Scope, Open, new PageRequest(2, null));
        Assert.Equal(3, page.Count);
        var rest = Chats.List(Scope, Open, new PageRequest(2, IChats.KeyOf(page[1])));
        Assert.Equal([two], rest.Select(c => c.Session.SessionId));
        Assert.Empty(Chats.List(Stranger, Open, Whole));
    }

    [Fact]
    public async Task Versions_are_one_entry_the_one_used_last()
    {
        var first = await UsedAsync();
        var second = await VersionAsync(first, 1);
        Assert.Equal([(second, 2)], Chats.List(Scope, Open, Whole).Select(c => (c.Session.SessionId, c.Versions)));
        Assert.Equal([second, first], Get<ISessions>().List(Scope, Whole).Select(s => s.SessionId));
        await UseAsync(first);
        Assert.Equal([first], Listed(Open));
        Assert.Equal(2, Chats.Find(Scope, second)!.Versions);
        Assert.Null(Chats.Find(Stranger, second));
        await Get<ISessions>().DeleteAsync(Scope, first, Cancellation);
        Assert.Equal([second], Listed(Open));
    }

    [Fact]
    public async Task A_version_belongs_where_its_question_was_first_asked()
    {
        var first = await UsedAsync();
        await UseAsync(first);
        await UseAsync(first);
        var second = await VersionAsync(first, 3);
        await UseAsync(second);
        var third = await VersionAsync(second, 3);
        await UseAsync(third);
        var fourth = await VersionAsync(third, 2);
        await UseAsync(fourth);
        await UseAsync(fourth);
        var fifth = await VersionAsync(fourth, 3);
        ChatVersion[] versions =
        [
            new(first, null, null), new(second, first, 3), new(third, first, 3), new(fourth, first, 2), new(fifth, fourth, 3),
        ];
        Assert.All((string[])[first, third, fifth], id => Assert.Equal(versions, Chats.Versions(Scope, id)));
        Assert.Empty(Chats.Versions(Stranger, first));
        var alone = await UsedAsync();
        Assert.Equal([new ChatVersion(alone, null, null)], Chats.Versions(Scope, alone));
    }

    [Fact]
    public async Task What_is_set_is_set_for_all_versions_and_comes_along_with_a_new_one()
    {
        var (first, other) = (await UsedAsync(), await UsedAsync());
        var second = await VersionAsync(first, 1);
        await ChangeAsync(first, new ChatUpdateRequest(IsPinned: true, Folder: "Work"));
        await UseAsync(second);
        var third = await VersionAsync(second, 1);
        Assert.All((string[])[first, second, third], id => Assert.Equal(
            (true, false, "Work", 3),
            (Chats.Find(Scope, id)!.IsPinned, Chats.Find(Scope, id)!.IsArchived, Chats.Find(Scope, id)!.Folder,
                Chats.Find(Scope, id)!.Versions)));
        await UseAsync(other);
        Assert.Equal([third, other], Listed(Open));
        Assert.Equal([third], Listed(Open with { Folder = "Work" }));
        Assert.Equal(["Work"], Chats.Folders(Scope, 5));
        await ChangeAsync(third, new ChatUpdateRequest(IsPinned: false, IsArchived: true, Folder: ""));
        Assert.Equal([other], Listed(Open));
        Assert.Equal([third], Listed(new ChatFilter(IsArchived: true, null)));
        Assert.Empty(Chats.Folders(Scope, 5));
        Assert.Null(await Chats.ChangeAsync(Stranger, first, new ChatUpdateRequest(IsPinned: true), Cancellation));
        Assert.False(Chats.Find(Scope, first)!.IsPinned);
    }

    [Fact]
    public async Task A_title_is_given_to_all_versions()
    {
        var first = await UsedAsync();
        var second = await VersionAsync(first, 1);
        Assert.Equal("Question", Chats.Find(Scope, second)!.Session.GeneratedTitle);
        await Get<ISessions>().SetTitleAsync(Scope, second, "Mine", Cancellation);
        Assert.Equal(["Mine", "Mine"], Get<ISessions>().List(Scope, Whole).Select(s => s.GeneratedTitle));
    }

    [Fact]
    public async Task A_version_of_the_first_question_is_named_after_its_own_unless_somebody_named_the_chat()
    {
        var first = await UsedAsync();
        var second = await VersionAsync(first, 1);
        await AnswerAsync(second, "A better question", "Answer.");
        Assert.Equal("A better question", TitleOf(second));
        Assert.Equal("Question", TitleOf(first));
        var third = await VersionAsync(second, 1);
        await AnswerAsync(third, "The best question", "Answer.");
        Assert.Equal("The best question", TitleOf(third));
        var later = await VersionAsync(third, 1);
        await Get<ISessions>().SetTitleAsync(Scope, later, "Mine", Cancellation);
        await AnswerAsync(later, "One more", "Answer.");
        Assert.Equal("Mine", TitleOf(later));
        await AnswerAsync(third, "A second question", "Answer.");
        var of = await VersionAsync(third, 2);
        await AnswerAsync(of, "Another second one", "Answer.");
        Assert.Equal("Mine", TitleOf(of));

        string? TitleOf(string session) => Chats.Find(Scope, session)!.Session.GeneratedTitle;
    }

    [Fact]
    public async Task A_session_that_is_left_out_is_a_chat_once_something_is_asked_in_it_or_added_to_it()
    {
        var (asked, added, used) = (await SessionAsync(), await SessionAsync(), await UsedAsync());
        foreach (var session in (string[])[asked, added, used])
            await Get<ISessions>().UnlistAsync(Scope, session, Cancellation);
        Assert.Equal([used], Listed(Open));
        Assert.Equal(3, Get<ISessions>().List(Scope, Whole).Count);
        await UseAsync(asked);
        Assert.Equal([asked, used], Listed(Open));
        await Get<ISessions>().UnlistAsync(Stranger, added, Cancellation);
        await Get<IChatIndexes>().MakeAsync(
            Scope, added, new DirectoryCreateRequest("Chat"), new NewIndex("", "Chat", null, "manual", "[]", "[]", "DEFAULT"),
            Cancellation);
        Assert.Contains(added, Listed(Open));
        await Get<ISessions>().UnlistAsync(Scope, added, Cancellation);
        Assert.Contains(added, Listed(Open));
    }

    private string[] Listed(ChatFilter filter) => [.. Chats.List(Scope, filter, Whole).Select(c => c.Session.SessionId)];

    private Task<ChatEntry?> ChangeAsync(string session, ChatUpdateRequest change) =>
        Chats.ChangeAsync(Scope, session, change, Cancellation);

    private async Task<string> UsedAsync()
    {
        var session = await SessionAsync();
        await UseAsync(session);
        return session;
    }

    private async Task UseAsync(string session)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        await AnswerAsync(session, "Question", "Answer.");
    }

    private async Task<string> VersionAsync(string session, int message)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, message, asVersion: true, null, Cancellation)).Session.SessionId;
    }
}
