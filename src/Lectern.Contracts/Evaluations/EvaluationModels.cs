namespace Lectern.Contracts;

/// <summary>Models that an evaluation can name beside the server's own.</summary>
public static class EvaluationModels
{
    /// <summary>The answerer that quotes, which every server has.</summary>
    public const string Extractive = "extractive";
}
