using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>Adds up what the steps of a turn use. For one turn.</summary>
/// <param name="before">What the turn had used when it was interrupted.</param>
internal sealed class UsageSum(AgentUsage before)
{
    /// <summary>Of English text, on average; only for steps whose provider does not count.</summary>
    private const int CharactersPerToken = 4;

    private long? inputTokens = before.InputTokens;
    private long? outputTokens = before.OutputTokens;
    private int steps = before.Steps;
    private int droppedCitations = before.DroppedCitations;

    /// <summary>Tokens in and out that count against the turn's budget, estimated where the provider did not tell.</summary>
    public long Spent { get; private set; } = (before.InputTokens ?? 0) + (before.OutputTokens ?? 0);

    /// <summary>As told so far.</summary>
    public AgentUsage Told => new(steps, inputTokens, outputTokens) { DroppedCitations = droppedCitations };

    public void BeginStep() => steps++;

    /// <summary>Marks of a step that could not be proved.</summary>
    public void Dropped(int citations) => droppedCitations += citations;

    /// <param name="told">By the provider, or null: then what was sent and said is counted.</param>
    /// <param name="sent">UTF-16 characters that the model was given.</param>
    /// <param name="said">UTF-16 characters of the model.</param>
    public void EndStep(UsageDetails? told, long sent, long said)
    {
        var input = told?.InputTokenCount ?? Count(sent);
        var output = told?.OutputTokenCount ?? Count(said);
        inputTokens = (inputTokens ?? 0) + input;
        outputTokens = (outputTokens ?? 0) + output;
        Spent += input + output;
    }

    private static long Count(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
