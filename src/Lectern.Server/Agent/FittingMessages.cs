using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>Makes the messages of a turn fit; see <see cref="Conversation"/> for the order. For one use.</summary>
internal sealed class FittingMessages(
    string prompt, IReadOnlyList<IReadOnlyList<ChatMessage>> earlier, IReadOnlyList<IReadOnlyList<ChatMessage>> steps)
{
    private const int QuestionCharacters = 300;
    private const int AnswerCharacters = 500;

    private readonly List<IReadOnlyList<ChatMessage>> turns = [.. earlier];
    private readonly List<IReadOnlyList<ChatMessage>> now = [.. steps];
    private long over;

    public ContextCut Cut { get; private set; } = ContextCut.None;

    public IEnumerable<ChatMessage> Messages =>
        turns.SelectMany(t => t).Append(new ChatMessage(ChatRole.User, prompt)).Concat(now.SelectMany(s => s));

    /// <param name="room">As <see cref="TextSize"/> counts.</param>
    public void Fit(long room)
    {
        over = Messages.Sum(TextSize.Of) - room;

        // A note behind the last results is no step.
        var last = now.FindLastIndex(s => s.Any(m => m.Role == ChatRole.Tool));
        for (var i = 0; i < last && over > 0; i++)
            Shorten(i);
        for (var i = 0; i < turns.Count && over > 0; i++)
        {
            over -= Replace(turns, i, Summary(turns[i]));
            Cut = Cut with { Summarised = Cut.Summarised + 1 };
        }

        while (turns.Count > 0 && over > 0)
        {
            over -= turns[0].Sum(TextSize.Of);
            turns.RemoveAt(0);
            Cut = Cut with { Summarised = Cut.Summarised - 1, LeftOut = Cut.LeftOut + 1 };
        }

        if (last >= 0 && over > 0)
            Shorten(last);
    }

    private void Shorten(int step)
    {
        var results = now[step].SelectMany(m => m.Contents).OfType<FunctionResultContent>().Count();
        over -= Replace(now, step, [.. now[step].Select(Shortened)]);
        Cut = Cut with { Results = Cut.Results + results };
    }

    /// <returns>How much less it is.</returns>
    private static long Replace(List<IReadOnlyList<ChatMessage>> list, int at, IReadOnlyList<ChatMessage> with)
    {
        var less = list[at].Sum(TextSize.Of) - with.Sum(TextSize.Of);
        list[at] = with;
        return less;
    }

    private static ChatMessage Shortened(ChatMessage message) => new(message.Role, [.. message.Contents.Select(c => c switch
    {
        FunctionResultContent { Result: JsonElement json } result =>
            new FunctionResultContent(result.CallId, ShortResult.Of(json)),
        DataContent => new TextContent("(The picture is left out.)"),
        _ => c,
    })]);

    /// <summary>A turn's question and answer, each by its beginning.</summary>
    private static IReadOnlyList<ChatMessage> Summary(IReadOnlyList<ChatMessage> turn)
    {
        var question = string.Join(' ', turn.Where(m => m.Role == ChatRole.User).Select(m => m.Text));
        var answer = string.Join(
            "\n\n", turn.Where(m => m.Role == ChatRole.Assistant).Select(m => m.Text).Where(t => t.Length > 0));
        return
        [
            new ChatMessage(ChatRole.User, ShortResult.Beginning(question, QuestionCharacters)),
            new ChatMessage(ChatRole.Assistant, ShortResult.Beginning(answer, AnswerCharacters)),
        ];
    }
}
