using Lectern.Server.Agent.Tools;
using Lectern.Server.Platform.Diagnostics;
using Lectern.Server.Platform.Outgoing;
using Lectern.Server.Retrieval;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent;

/// <summary>How far the agent may go in one turn.</summary>
internal sealed record AgentLimits
{
    /// <summary>Calls of the model, at least 2; the last one has no tools and has to answer.</summary>
    public int MaxSteps { get; init; } = 12;

    /// <summary>Tokens in and out over a turn's steps; once they are used the next step has no tools and has to answer.</summary>
    public long MaxTokens { get; init; } = 1_000_000;

    /// <summary>
    /// Of what a step is given, about, as <see cref="TextSize"/> counts: what is more is shortened or left out. Not of the
    /// prompt and the instructions: these are always whole.
    /// </summary>
    public int ContextTokens { get; init; } = 64_000;

    /// <summary>UTF-16 characters of one step's text, and of its thinking.</summary>
    public int MaxAnswerCharacters { get; init; } = 200_000;

    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of one step from request to end: a server that sends empty updates for ever is not silent.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The operator's own words to the model; null for none.</summary>
    public string? Instructions { get; init; }

    /// <summary>Of one tool's call.</summary>
    public TimeSpan Tool { get; init; } = TimeSpan.FromSeconds(60);
}
