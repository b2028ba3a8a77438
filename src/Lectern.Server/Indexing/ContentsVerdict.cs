namespace Lectern.Server.Indexing;

/// <summary>Whether an index has the contents that are noted of it.</summary>
internal enum ContentsVerdict
{
    AsNoted,

    /// <summary>They are from before generations had names, and get one.</summary>
    Unnamed,

    /// <summary>The server ended between the swap and the note of it: their name is noted now.</summary>
    NotedLate,

    /// <summary>They are others, or none: a sync has to make them again.</summary>
    Lacking,
}
