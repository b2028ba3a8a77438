namespace Lectern.Eval;

/// <summary>A command's words: what stands alone, and what is behind <c>--name</c>.</summary>
/// <param name="Words">In order.</param>
internal sealed record Options(IReadOnlyList<string> Words, ILookup<string, string> Values)
{
    /// <param name="valued">Names that have a value, with their dashes.</param>
    /// <param name="flags">Names that stand for themselves.</param>
    /// <exception cref="UsageException">A name is not known, or its value is missing.</exception>
    public static Options Read(IReadOnlyList<string> args, string[] valued, string[] flags)
    {
        var words = new List<string>();
        var values = new List<(string Name, string Value)>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                words.Add(args[i]);
            else if (flags.Contains(args[i]))
                values.Add((args[i], ""));
            else if (!valued.Contains(args[i]))
                throw new UsageException($"{args[i]} is not known here.");
            else if (i + 1 == args.Count)
                throw new UsageException($"{args[i]} needs a value.");
            else
                values.Add((args[i], args[++i]));
        }

        return new Options(words, values.ToLookup(v => v.Name, v => v.Value, StringComparer.Ordinal));
    }

    public bool Has(string name) => Values.Contains(name);

    /// <exception cref="UsageException">It is there more than once.</exception>
    public string? One(string name) => Values[name].ToList() switch
    {
        [] => null,
        [var value] => value,
        _ => throw new UsageException($"{name} can be there once only."),
    };

    /// <exception cref="UsageException">It is no whole number between the two.</exception>
    public int Number(string name, int otherwise, int min, int max) => One(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, out var value) && value >= min && value <= max => value,
        var text => throw new UsageException($"{name} is a whole number from {min} to {max}, not {text}."),
    };
}
