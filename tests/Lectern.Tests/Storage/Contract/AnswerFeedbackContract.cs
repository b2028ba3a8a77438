using Lectern.Contracts;
using Lectern.Server.Chat;
using Lectern.Server.Platform;

namespace Lectern.Tests.Storage.Contract;

public abstract class AnswerFeedbackContract<TStores> : StoreContract<TStores>
    where TStores : ITestStores, new()
{
    private static readonly PageRequest Whole = new(50, null);

    private IAnswerFeedback Feedback => Get<IAnswerFeedback>();

    [Fact]
    public async Task A_key_has_one_opinion_on_a_turn_and_a_second_one_changes_it()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        await AnswerAsync(session, "Two?", "Two.");
        var first = await KeepAsync(Scope, session, 2, Ratings.Up, "Well said.");
        Assert.Equal(
            (session, 2, Scope.KeyId, Ratings.Up, "Well said.", "Two?"),
            (first.SessionId, first.Message, first.KeyId, first.Rating, first.Comment, first.Question));
        var second = await KeepAsync(Scope, session, 2, Ratings.Down, null);
        await KeepAsync(Scope with { KeyId = "another" }, session, 2, Ratings.Up, null);
        Assert.Equal((first.Id, Ratings.Down, null), (second.Id, second.Rating, second.Comment));
        Assert.Equal([Ratings.Down], Feedback.OfSession(Scope, session, Whole).Select(f => f.Rating));
        Assert.Equal([Ratings.Up, Ratings.Down], Feedback.List(Scope, null, Whole).Select(f => f.Rating));
        Assert.Equal(["another"], Feedback.List(Scope, Ratings.Up, Whole).Select(f => f.KeyId));
    }

    [Fact]
    public async Task It_is_taken_back_and_taking_back_nothing_is_no_fault()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        await KeepAsync(Scope, session, 1, Ratings.Up, "Yes.");
        for (var i = 0; i < 2; i++)
        {
            var none = await KeepAsync(Scope, session, 1, Ratings.None, "ignored");
            Assert.Equal((Ratings.None, null, "One?"), (none.Rating, none.Comment, none.Question));
            Assert.Empty(Feedback.OfSession(Scope, session, Whole));
        }
    }

    [Fact]
    public async Task The_cited_files_are_named_once_each()
    {
        var session = await SessionAsync();
        var work = await AskAsync(session, "Where?");
        Citation[] cited = [Cited("a.md"), Cited("b \"c\".md"), Cited("a.md")];
        await Get<ITurnLog>().AppendAsync(
            work.Lease, LoggedEvent.Of(work.Lease.FirstSequence + 1, new TextEvent("There.", cited)), Cancellation);
        await StopAsync(work);
        await AnswerAsync(session, "Nothing?", "Nothing.");
        Assert.Equal(["a.md", "b \"c\".md"], (await KeepAsync(Scope, session, 1, Ratings.Up, null)).Files.Order());
        Assert.Empty((await KeepAsync(Scope, session, 2, Ratings.Up, null)).Files);
    }

    [Fact]
    public async Task What_is_not_there_or_not_whole_is_not_rated()
    {
        var session = await SessionAsync();
        Assert.Equal(new FeedbackOutcome.NoMessage(0), await SetAsync(Scope, session, 1));
        await AnswerAsync(session, "One?", "One.");
        await AskAsync(session, "Two?");
        Assert.IsType<FeedbackOutcome.StillAnswering>(await SetAsync(Scope, session, 2));
        Assert.Equal(new FeedbackOutcome.NoMessage(2), await SetAsync(Scope, session, 3));
        Assert.IsType<FeedbackOutcome.NoSession>(await SetAsync(Scope, "ses-none", 1));
        Assert.IsType<FeedbackOutcome.NoSession>(await SetAsync(Stranger, session, 1));
        await KeepAsync(Scope, session, 1, Ratings.Up, null);
        Assert.Empty(Feedback.List(Stranger, null, Whole));
        Assert.Empty(Feedback.OfSession(Stranger, session, Whole));
    }

    [Fact]
    public async Task A_copied_session_shows_what_was_said_and_counts_it_once_until_it_is_said_again()
    {
        var session = await SessionAsync();
        await AnswerAsync(session, "One?", "One.");
        await AnswerAsync(session, "Two?", "Two.");
        await KeepAsync(Scope, session, 1, Ratings.Up, "Yes.");
        await KeepAsync(Scope, session, 2, Ratings.Down, null);
        var copy = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, 2, asVersion: false, null, Cancellation)).Session.SessionId;
        Assert.Equal([(1, "Yes.")], Feedback.OfSession(Scope, copy, Whole).Select(f => (f.Message, f.Comment)));
        Assert.Equal(2, Feedback.List(Scope, null, Whole).Count);
        await KeepAsync(Scope, copy, 1, Ratings.Down, "No.");
        Assert.Equal([copy, session, session], Feedback.List(Scope, null, Whole).Select(f => f.SessionId));
        Assert.Equal([Ratings.Down, Ratings.Up], Feedback.OfSession(Scope, session, Whole).Select(f => f.Rating));
    }

    [Fact]
    public async Task A_copy_has_it_in_the_order_of_the_original()
    {
        var session = await SessionAsync();
        for (var message = 1; message <= 8; message++)
            await AnswerAsync(session, $"Question {message}?", "Yes.");
        foreach (var message in (int[])[5, 2, 8, 1, 7, 4, 3, 6])
            await KeepAsync(Scope, session, message, Ratings.Up, null);
        var copy = Assert.IsType<ForkOutcome.Forked>(
            await Get<ISessionFork>().ForkAsync(Scope, session, null, asVersion: false, null, Cancellation)).Session.SessionId;
        Assert.Equal(
            Feedback.OfSession(Scope, session, Whole).Select(f => f.Message),
            Feedback.OfSession(Scope, copy, Whole).Select(f => f.Message));
    }

    [Fact]
    public async Task It_goes_with_its_session_and_is_listed_page_by_page()
    {
        var (kept, gone) = (await SessionAsync(), await SessionAsync());
        foreach (var session in (string[])[kept, gone])
        {
            await AnswerAsync(session, "One?", "One.");
            await AnswerAsync(session, "Two?", "Two.");
            await KeepAsync(Scope, session, 1, Ratings.Up, null);
            await KeepAsync(Scope, session, 2, Ratings.Down, null);
        }

        var page = Feedback.List(Scope, null, new PageRequest(2, null));
        Assert.Equal([(gone, 2), (gone, 1), (kept, 2)], page.Select(f => (f.SessionId, f.Message)));
        Assert.Equal([(kept, 2), (kept, 1)], Feedback.List(Scope, null, new PageRequest(2, page[1].Id))
            .Select(f => (f.SessionId, f.Message)));
        Assert.True(await Get<ISessions>().DeleteAsync(Scope, gone, Cancellation));
        Assert.Equal([kept, kept], Feedback.List(Scope, null, Whole).Select(f => f.SessionId));
    }

    private Task<FeedbackOutcome> SetAsync(Scope scope, string session, int message, string rating = Ratings.Up) =>
        Feedback.SetAsync(scope, session, message, rating, null, Cancellation);

    private async Task<AnswerFeedback> KeepAsync(Scope scope, string session, int message, string rating, string? comment) =>
        Assert.IsType<FeedbackOutcome.Kept>(
            await Feedback.SetAsync(scope, session, message, rating, comment, Cancellation)).Feedback;

    private static Citation Cited(string file) =>
        new("[1]", 0, "idx", "dfl", file, null, null, 0, 5, "There", [], null, true);
}
