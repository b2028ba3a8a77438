namespace Lectern.Contracts;

/// <summary>What can differ between two answers to one question.</summary>
public static class TurnChanges
{
    /// <summary>The words of the answer; marks do not count.</summary>
    public const string Text = "text";

    /// <summary>Which words of which files are cited.</summary>
    public const string Citations = "citations";

    /// <summary>It was answered, and is refused now.</summary>
    public const string Refused = "refused";

    /// <summary>It was refused, and is answered now.</summary>
    public const string Answered = "answered";

    /// <summary>How many sentences nothing proves.</summary>
    public const string Unproved = "unproved";

    /// <summary>How many sentences a passage contradicts.</summary>
    public const string Contradicted = "contradicted";

    /// <summary>One of the two is no whole answer.</summary>
    public const string Failed = "failed";

    /// <summary>It took more than twice as long, and half a second more.</summary>
    public const string Slower = "slower";

    /// <summary>It took less than half as long, and half a second less.</summary>
    public const string Faster = "faster";
}
