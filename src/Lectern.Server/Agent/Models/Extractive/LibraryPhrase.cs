namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What is said to the answerer and not asked of the documents.</summary>
internal enum LibraryPhrase
{
    Greeting,
    Thanks,

    /// <summary>What the answerer can do, or is.</summary>
    Abilities,

    /// <summary>Which documents there are, or how many.</summary>
    Documents,
}
