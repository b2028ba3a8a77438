namespace Lectern.Server.Indexing.Parsing.Formats.Pdf;

/// <summary>What becomes of a hyphen at a line's end.</summary>
internal enum LineEnd
{
    /// <summary>It stays, and a space follows.</summary>
    Space,

    /// <summary>It stays, and the next word follows at once.</summary>
    Keep,

    /// <summary>It goes, and the next word follows at once.</summary>
    Join,
}
