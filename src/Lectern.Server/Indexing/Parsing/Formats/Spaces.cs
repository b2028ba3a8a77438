namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>White space as it is shown.</summary>
internal static class Spaces
{
    /// <summary>One blank in place of all white space, none at the ends.</summary>
    public static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
