using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Dialects.OpenAi;

namespace Lectern.Tests.Dialects;

/// <summary>How the messages of a client become a question and what was said before it.</summary>
public sealed class OpenAiMessagesTests
{
    [Fact]
    public void Messages_of_one_role_after_each_other_are_one()
    {
        var asked = OpenAiMessages.Read(
            [Of("user", "a"), Of("user", "b"), Of("assistant", "c"), Of("assistant", "d"), Of("user", ""), Of("user", "e")],
            "messages");
        Assert.Equal(["a\n\nb", "c\n\nd"], asked.History.Select(Text));
        Assert.Equal("\n\ne", asked.Prompt);
    }

    [Fact]
    public void A_thousand_messages_of_one_role_cost_what_they_are_long()
    {
        _ = Allocated(250);
        var (quarter, whole) = (Allocated(250), Allocated(1_000));
        Assert.InRange(whole, 2 * quarter, 6 * quarter);
    }

    private static long Allocated(int count)
    {
        var text = new string('x', 2_000);
        JsonNode?[] messages = [.. Enumerable.Range(0, count).Select(_ => Of("user", text))];
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = OpenAiMessages.Read(messages, "messages");
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static JsonObject Of(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static string Text(ChatEvent said) =>
        said is UserInputEvent asked ? asked.Content : Assert.IsType<TextEvent>(said).Content;
}
