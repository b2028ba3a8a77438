using Lectern.Server.Text;

namespace Lectern.Server.Agent.Tools;

/// <summary>How much document text still fits into one tool's result. Not thread-safe.</summary>
internal sealed class ResultRoom
{
    /// <summary>UTF-16 characters, about 6,000 tokens of English.</summary>
    private const int MaxCharacters = 24_000;

    /// <summary>Less than this of a text is not worth showing.</summary>
    private const int MinPart = 500;

    private int room = MaxCharacters;

    /// <summary>Something did not fit.</summary>
    public bool IsCut { get; private set; }

    /// <returns>The text or its beginning, cut between characters; null when there is no room for it.</returns>
    public string? Take(string text)
    {
        IsCut |= text.Length > room;
        if (text.Length > room && room < MinPart)
            return null;
        var taken = TextStart.Of(text, room);
        room -= taken.Length;
        return taken;
    }
}
