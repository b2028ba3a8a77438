using System.Globalization;
using System.Text.Json;

namespace Lectern.Tests.Faults;

/// <summary>How the model's last step ends.</summary>
internal enum PlanEnd
{
    /// <summary>The whole answer.</summary>
    Whole,

    /// <summary>The model's connection breaks after the words.</summary>
    Break,

    /// <summary>A frame stands there by half, then the connection breaks.</summary>
    HalfFrame,

    /// <summary>An error status instead of an answer.</summary>
    Refuse,

    /// <summary>Nothing more comes after the words until somebody leaves.</summary>
    Stall,
}

/// <summary>
/// What a prompt asks the fake model to do. The prompt says it in words, so whoever reads the log knows what the answer has to
/// be: the tag is in every word, and no two prompts share one.
/// </summary>
/// <param name="CallsTool">A step that calls a tool comes first.</param>
/// <param name="Pause">Before each word.</param>
internal sealed record TurnPlan(string Tag, int Thoughts, bool CallsTool, int Words, int PauseMilliseconds, PlanEnd End)
{
    public string Prompt => string.Create(
        CultureInfo.InvariantCulture,
        $"{Tag} think:{Thoughts} tool:{CallsTool} words:{Words} pause:{PauseMilliseconds} end:{End}");

    public string Thinking => string.Concat(Enumerable.Range(0, Thoughts).Select(i => $"{Tag}t{i} "));

    public string Text => string.Concat(Enumerable.Range(0, Words).Select(i => $"{Tag}w{i} "));

    /// <summary>
    /// The types of the events between <c>user_input</c> and <c>stop</c>, without deltas, when nothing interferes.
    /// </summary>
    public IReadOnlyList<string> Types =>
    [
        .. CallsTool ? (string[])["tool_call", "tool_result"] : [],
        .. Thoughts > 0 && End != PlanEnd.Refuse ? (string[])["thinking"] : [],
        .. Words > 0 && End != PlanEnd.Refuse ? (string[])["text"] : [],
    ];

    public static TurnPlan Parse(string prompt)
    {
        var parts = prompt.Split(' ').Select(p => p.Split(':')[^1]).ToArray();
        return new TurnPlan(
            parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), bool.Parse(parts[2]),
            int.Parse(parts[3], CultureInfo.InvariantCulture), int.Parse(parts[4], CultureInfo.InvariantCulture),
            Enum.Parse<PlanEnd>(parts[5]));
    }

    /// <summary>As the fake model server answers a request of the agent.</summary>
    public static FakeReply Answer(FakeRequest request)
    {
        var plan = Parse(request.Prompt);
        var isFirstStep = request.Json.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() == "user";
        if (plan.CallsTool && isFirstStep)
            return FakeReply.Calls((plan.Tag, "retrieve", JsonSerializer.Serialize(new { query = plan.Tag })));
        return plan.End == PlanEnd.Refuse ? FakeReply.Error(400, plan.Tag) : FakeReply.Stream(plan.Frames());
    }

    private IEnumerable<FakeFrame> Frames()
    {
        var pause = FakeFrame.Pause(TimeSpan.FromMilliseconds(PauseMilliseconds));
        foreach (var thought in Thinking.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return pause;
            yield return FakeFrame.Reasoning(thought + " ");
        }

        foreach (var word in Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return pause;
            yield return FakeFrame.Text(word + " ");
        }

        switch (End)
        {
            case PlanEnd.Break:
                yield return FakeFrame.Abort;
                break;
            case PlanEnd.HalfFrame:
                yield return FakeFrame.Raw("data: {\"id\":\"c\",\"object\":\"chat.compl");
                yield return FakeFrame.Abort;
                break;
            case PlanEnd.Stall:
                yield return FakeFrame.Stall;
                break;
            default:
                yield return FakeFrame.Finish("stop");
                yield return FakeFrame.Usage(10, Words);
                yield return FakeFrame.Done;
                break;
        }
    }
}
