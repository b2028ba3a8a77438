namespace Lectern.Server.Agent.Citations;

/// <summary>A piece of a model's answer as <see cref="AnswerScanner"/> tells them apart.</summary>
internal abstract record AnswerPart
{
    private AnswerPart()
    {
    }

    /// <summary>Words; shown as they are.</summary>
    public sealed record Words(string Text) : AnswerPart;

    /// <summary>A mark, <c>[3]</c> or <c>[1, 2-4]</c>.</summary>
    /// <param name="Text">As the model wrote it.</param>
    /// <param name="Before">White space that goes with the mark when it is dropped.</param>
    public sealed record Mark(IReadOnlyList<int> Numbers, string Text, string Before) : AnswerPart;

    /// <summary>A link with a text of its own.</summary>
    public sealed record Link(string Label, string Url, string Text) : AnswerPart;

    /// <summary>A picture that a reader's program would fetch.</summary>
    public sealed record Picture(string Label) : AnswerPart;

    /// <summary>An address in the text, which many programs make a link of.</summary>
    public sealed record Address(string Url) : AnswerPart;
}
