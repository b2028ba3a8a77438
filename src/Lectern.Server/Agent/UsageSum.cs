using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>Adds up what the steps of a turn use. For one turn.</summary>
/// <param name="before">What the turn had used when it was interrupted.</param>
internal sealed class UsageSum(AgentUsage before)
{
    private long? inputTokens = before.InputTokens;
    private long? outputTokens = before.OutputTokens;
    private int steps = before.Steps;
    private int droppedCitations = before.DroppedCitations;
    private int unproved = before.Unproved;
    private int contradicted = before.Contradicted;

    /// <summary>Tokens in and out that count against the turn's budget, estimated where the provider did not tell.</summary>
    public long Spent { get; private set; } = (before.InputTokens ?? 0) + (before.OutputTokens ?? 0);

    /// <summary>As told so far.</summary>
    public AgentUsage Told => new(steps, inputTokens, outputTokens)
    {
        DroppedCitations = droppedCitations,
        Unproved = unproved,
        Contradicted = contradicted,
    };

    public void BeginStep() => steps++;

    /// <summary>Adds what a step said that could not be proved.</summary>
    public void Add(AgentStep step)
    {
        droppedCitations += step.DroppedCitations;
        unproved += step.Unproved;
        contradicted += step.Contradicted;
    }

    /// <param name="told">By the provider, or null: then what was sent and said is counted.</param>
    /// <param name="sent">What the model was given, as <see cref="TextSize"/> counts.</param>
    /// <param name="said">What the model said, likewise.</param>
    public void EndStep(UsageDetails? told, long sent, long said)
    {
        var input = told?.InputTokenCount ?? TextSize.Tokens(sent);
        var output = told?.OutputTokenCount ?? TextSize.Tokens(said);
        inputTokens = (inputTokens ?? 0) + input;
        outputTokens = (outputTokens ?? 0) + output;
        Spent += input + output;
    }
}
