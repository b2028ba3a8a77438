namespace Lectern.Server.Agent.Review;

/// <summary>A part of an answer that can hold sentences: a paragraph, an item, a quotation, a row of a table.</summary>
/// <param name="Start">UTF-16 offset, behind the signs that begin it.</param>
/// <param name="IsRow">A row is one sentence.</param>
internal sealed record AnswerBlock(int Start, int End, bool IsRow);
