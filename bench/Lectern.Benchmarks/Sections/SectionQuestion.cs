namespace Lectern.Benchmarks.Sections;

/// <summary>A question about a part of a real document, with the words of the document that answer it.</summary>
/// <param name="Kind">What the question was made of: <c>title</c>, <c>label</c>, <c>row</c> or <c>item</c>.</param>
/// <param name="Document">The file's name.</param>
internal sealed record SectionQuestion(string Kind, string Document, string Text, string Gold);
