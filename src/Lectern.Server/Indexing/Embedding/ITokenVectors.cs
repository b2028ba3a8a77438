namespace Lectern.Server.Indexing.Embedding;

/// <summary>A vector for each token of a text, for comparing texts word by word (late interaction).</summary>
internal interface ITokenVectors
{
    /// <summary>The tokens of a text, cut where the model ends; without the marks around it.</summary>
    TokenVectors Of(string text, CancellationToken cancellationToken);
}
