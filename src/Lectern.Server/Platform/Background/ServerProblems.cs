namespace Lectern.Server.Platform.Background;

/// <summary>What is wrong with the running server now, a sentence each, by who found it. Thread-safe.</summary>
internal sealed class ServerProblems
{
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>For an admin: they may name files and folders.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            lock (gate)
                return [.. entries.Values.SelectMany(e => e.Sentences)];
        }
    }

    /// <summary>The parts of the server that do not do their work, by name; for everybody.</summary>
    public IReadOnlyList<string> Degraded
    {
        get
        {
            lock (gate)
                return [.. entries.Where(e => e.Value.Degrades).Select(e => e.Key)];
        }
    }

    /// <summary>Says what is wrong in place of what the same part said before; nothing when all is well.</summary>
    /// <param name="part">A fixed word.</param>
    /// <param name="degrades">Whether the part does not do its work; a mere notice does not degrade the server.</param>
    public void Set(string part, IReadOnlyList<string> sentences, bool degrades)
    {
        lock (gate)
        {
            if (sentences.Count == 0)
                entries.Remove(part);
            else
                entries[part] = new Entry(sentences, degrades);
        }
    }

    public void Clear(string part) => Set(part, [], degrades: false);

    private sealed record Entry(IReadOnlyList<string> Sentences, bool Degrades);
}
