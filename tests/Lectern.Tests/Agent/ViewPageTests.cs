using Lectern.Contracts;
using Lectern.Server.Platform.Settings;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent;

/// <summary>Pictures of pages, for models that see.</summary>
public sealed class ViewPageTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public async Task A_model_that_sees_is_handed_the_page_and_a_client_can_show_it()
    {
        await using var run = await StartAsync(
            sees: true, FakeReply.Calls(("a", "view_page", """{"file_id":"dfl-1","page":2}""")), FakeReply.Text("A pump."));
        await run.AskAsync();
        var result = Assert.Single(run.Events.OfType<ToolResultEvent>());
        Assert.Equal(new ImageAttachmentRef("dfl-1", "screenshots/page_2.jpg"), result.ImageAttachment);
        var sent = run.Sent(1);
        Assert.Equal(["tool", "user"], sent.TakeLast(2).Select(m => m.Text("role")));
        var parts = sent[^1].GetProperty("content").EnumerateArray().ToList();
        Assert.Contains("Page 2 of pumps.txt", parts[0].Text("text"), StringComparison.Ordinal);
        Assert.Equal($"data:image/jpeg;base64,{Convert.ToBase64String(Jpeg)}", parts[1].GetProperty("image_url").Text("url"));
    }

    [Fact]
    public async Task It_goes_with_other_calls_of_the_step_and_is_not_shown_again_in_the_next_turn()
    {
        await using var run = await StartAsync(
            sees: true,
            FakeReply.Calls(
                ("a", "view_page", """{"file_id":"dfl-1","page":2}"""), ("b", "retrieve", """{"query":"warranty X200"}""")),
            FakeReply.Text("A pump."), FakeReply.Text("Yes."));
        await run.AskAsync();
        Assert.Equal(["tool", "tool", "user"], run.Sent(1).TakeLast(3).Select(m => m.Text("role")));
        run.History = [new UserInputEvent("First?"), .. run.Events.Where(e => !EventTypes.IsDelta(e.Type))];
        await run.AskAsync();
        Assert.DoesNotContain("base64", run.Server.Requests[2].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"file_id":"dfl-1","page":7}""", "There is no picture of page 7")]
    [InlineData("""{"file_id":"dfl-9","page":1}""", "There is no file dfl-9")]
    public async Task A_page_without_a_picture_is_told(string arguments, string error)
    {
        await using var run = await StartAsync(sees: true, FakeReply.Calls(("a", "view_page", arguments)), FakeReply.Text("No."));
        await run.AskAsync();
        Assert.Contains(error, run.Result().Text("error"), StringComparison.Ordinal);
        Assert.Null(run.Events.OfType<ToolResultEvent>().Single().ImageAttachment);
    }

    [Fact]
    public async Task Only_so_many_pages_are_looked_at_in_a_turn()
    {
        await using var run = await StartAsync(sees: true,
            FakeReply.Calls([.. Enumerable.Range(0, 12)
                .Select(i => ((string?)$"c{i}", "view_page", $$"""{"file_id":"dfl-1","page":{{i + 1}}}"""))]),
                    FakeReply.Text("Many."));
        for (var page = 1; page <= 12; page++)
            run.Files.Images[("dfl-1", page)] = Jpeg;
        await run.AskAsync();
        Assert.Equal(8, run.Events.OfType<ToolResultEvent>().Count(r => r.ImageAttachment is not null));
    }

    [Fact]
    public async Task A_model_that_does_not_see_is_not_offered_it()
    {
        await using var run = await StartAsync(
            sees: false, FakeReply.Calls(("a", "view_page", """{"file_id":"dfl-1","page":2}""")), FakeReply.Text("No."));
        await run.AskAsync();
        Assert.DoesNotContain("view_page", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("There is no tool view_page", run.Result().Text("error"), StringComparison.Ordinal);
    }

    private static async Task<AgentRun> StartAsync(bool sees, params FakeReply[] replies)
    {
        var run = await AgentRun.StartAsync(replies);
        run.Files.Images[("dfl-1", 2)] = Jpeg;
        run.Model = AgentRun.Make(run.Options(run.Server.BaseUrl) with { ModelSettings = new ModelSettings { Vision = sees } });
        return run;
    }
}
