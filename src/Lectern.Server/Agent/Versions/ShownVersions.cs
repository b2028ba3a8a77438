using Lectern.Server.Agent.Citations;

namespace Lectern.Server.Agent.Versions;

/// <summary>Looks for what disagrees among the passages that a turn has shown the model. For one turn.</summary>
internal sealed class ShownVersions(string prompt, PassageNumbers passages)
{
    /// <summary>Characters of the newest passages, whose figures are compared with each other.</summary>
    private const int MaxCompared = 40_000;

    private readonly Dictionary<int, DatedPassage> read = [];
    private int looked;

    /// <summary>Looks again only where passages came since; each is read once.</summary>
    /// <returns>The passages that say different figures of what is asked, the newest first; null where none do.</returns>
    public IEnumerable<(int Passage, string? Date)>? Find()
    {
        if (passages.All.Count == looked)
            return null;
        looked = passages.All.Count;
        var room = MaxCompared;
        var shown = passages.All.Reverse().TakeWhile(p => (room -= p.Content.Length) >= 0).Reverse().ToList();
        return Disagreement.Find(prompt, shown.ConvertAll(Read))?.Versions
            .Select(v => (shown[v.Number].Number, v.Date?.ToString()));
    }

    private DatedPassage Read(NumberedPassage p)
    {
        if (!read.TryGetValue(p.Number, out var dated))
            read[p.Number] = dated = new DatedPassage(p.FileId, p.FileName, p.Heading ?? "", p.Content, p.Date);
        return dated;
    }
}
