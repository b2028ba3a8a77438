using Lectern.Contracts;
using Lectern.Server.Agent.Answers;

namespace Lectern.Server.Agent.Citations;

/// <summary>What the user and the documents have said in a session: an answer may repeat their words and addresses.</summary>
internal sealed class KnownText(AgentTurn turn, PassageNumbers passages)
{
    /// <summary>So many characters before a bracket tell whether it was copied with them.</summary>
    private const int CopiedCharacters = 40;

    private readonly Dictionary<NumberedPassage, NormalText> normal = [];
    private readonly HashSet<string> small = [];
    private int smallOf;
    private KnownAddresses? addresses;
    private int addressesOf;

    /// <summary>Whether the documents write a word in small letters somewhere: then it is no name.</summary>
    public bool IsCommon(string word)
    {
        for (; smallOf < passages.All.Count; smallOf++)
            small.UnionWith(SmallWords(passages.All[smallOf].Content));
        return small.Contains(word);
    }

    /// <summary>Whether an address stands, as it is, in what the user or a document said.</summary>
    public bool HoldsAddress(string address)
    {
        addresses ??= new KnownAddresses(turn.History.OfType<UserInputEvent>().Select(u => u.Content).Append(turn.Prompt));
        for (; addressesOf < passages.All.Count; addressesOf++)
            addresses.Add(passages.All[addressesOf].Content);
        return addresses.Contains(address);
    }

    /// <summary>Whether a passage has this bracket behind the same words.</summary>
    /// <param name="said">Up to the bracket.</param>
    public bool HoldsCopy(string said, string bracket)
    {
        var holding = passages.All.Where(p => p.Content.Contains(bracket, StringComparison.Ordinal)).ToList();
        if (holding.Count == 0)
            return false;
        var tail = said[Math.Max(said.LastIndexOf('\n') + 1, said.Length - CopiedCharacters)..];
        if (tail.Length == CopiedCharacters)
            tail = tail[(tail.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var words = NormalText.Of(tail.TrimStart('>', ' ', '-', '*') + bracket).Text.Trim();
        return words.Contains(' ', StringComparison.Ordinal)
            && holding.Any(p => Normal(p).Text.Contains(words, StringComparison.Ordinal));
    }

    private NormalText Normal(NumberedPassage passage) =>
        normal.TryGetValue(passage, out var known) ? known : normal[passage] = NormalText.Of(passage.Content);

    private static IEnumerable<string> SmallWords(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsLetter(text[i]))
                i++;
            if (i > start && char.IsLower(text[start]))
                yield return text[start..i];
            i = Math.Max(i, start + 1);
        }
    }
}
