namespace Lectern.Contracts;

/// <summary>
/// A sentence of an answer that states something and has no citation that held. Offsets are Unicode code points in the text
/// event's content.
/// </summary>
/// <param name="Reason">One of <see cref="UnprovedReasons"/>.</param>
public sealed record UnprovedSpan(
    int Start, int End, [Field(OneOf = [UnprovedReasons.NoMark, UnprovedReasons.MarkFailed,
        UnprovedReasons.Contradicted])] string Reason);
