namespace Lectern.Server.Agent;

/// <summary>What did not fit into a model's context whole.</summary>
/// <param name="Results">Of tools, shortened.</param>
/// <param name="Summarised">Earlier turns of which only the beginnings are there.</param>
/// <param name="LeftOut">Earlier turns, the oldest.</param>
internal sealed record ContextCut(int Results, int Summarised, int LeftOut)
{
    public static ContextCut None { get; } = new(0, 0, 0);
}
