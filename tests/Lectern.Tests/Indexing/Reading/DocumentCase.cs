namespace Lectern.Tests.Indexing.Reading;

/// <summary>What a person expects of the files of one folder under <c>../shared/cases/documents</c>.</summary>
/// <param name="Says">Stands in the text, white space aside.</param>
internal sealed record DocumentCase(string Folder, params string[] Says)
{
    /// <summary>Must not stand in it.</summary>
    public string[] SaysNot { get; init; } = [];

    /// <summary>The file cannot be read, with a reason that says this.</summary>
    public string? Refused { get; init; }

    /// <summary>Words of a passage, and what must head it.</summary>
    public (string Passage, string Heading)? Headed { get; init; }

    public int[] WithoutText { get; init; } = [];
}
