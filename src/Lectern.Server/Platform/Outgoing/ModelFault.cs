namespace Lectern.Server.Platform.Outgoing;

/// <summary>Why a model gave no answer.</summary>
/// <param name="Sentence">For a person, and for the log: it holds nothing that the model or its server said.</param>
/// <param name="TheirWords">
/// What they said, one line: it can hold the prompt, so it is shown and never logged. Null for none.
/// </param>
internal sealed record ModelFault(ModelFaultKind Kind, string Sentence, string? TheirWords = null)
{
    public static ModelFault TooLong { get; } = new(
        ModelFaultKind.TooLong, "The conversation is too long for the model. A new session starts with an empty one.");

    /// <summary>As a person is shown it.</summary>
    public string Text => TheirWords is null ? Sentence : $"{Sentence}: {TheirWords}";

    public static ModelFault Of(string sentence, string? theirWords = null) => new(ModelFaultKind.Other, sentence, theirWords);
}
