using System.CommandLine;
using Lectern.Client;
using Lectern.Contracts;

namespace Lectern.Server.Commands;

/// <summary>The indexes that a command is about: those that are named, by id or by name, else all of the project.</summary>
internal sealed class IndexChoice
{
    private readonly Option<string[]> index = new("--index")
    {
        Description = "An index by its id or name; may be given several times (all)",
        HelpName = "INDEX",
    };

    public void AddTo(Command command) => command.Options.Add(index);

    public bool IsGiven(ParseResult given) => given.GetValue(index) is { Length: > 0 };

    public async Task<IReadOnlyList<IndexResponse>> ResolveAsync(
        ParseResult given, LecternClient client, CancellationToken cancellationToken)
    {
        var all = await client.Indexes.ListAsync(pageSize: 1000).ToListAsync(cancellationToken);
        if (given.GetValue(index) is { Length: > 0 } named)
            return [.. named.Select(name => Named(all, name)).Distinct()];
        return all.Count switch
        {
            0 => throw new CommandException("There is no index yet. Make one with: lectern load FOLDER"),
            <= RequestLimits.Indexes => all,
            _ => throw new CommandException(
                $"There are {all.Count} indexes: name up to {RequestLimits.Indexes} with --index.", ExitCodes.Mistake),
        };
    }

    public static IndexResponse Named(IReadOnlyList<IndexResponse> all, string name) =>
        Find(all, name) ?? throw new CommandException($"There is no index {name}. lectern indexes lists them.");

    /// <exception cref="CommandException">Several have the name.</exception>
    public static IndexResponse? Find(IReadOnlyList<IndexResponse> all, string name)
    {
        if (all.FirstOrDefault(i => i.Id == name || i.ExportConfigId == name) is { } byId)
            return byId;
        var byName = all.Where(i => i.Name == name).ToList();
        return byName.Count <= 1 ? byName.FirstOrDefault() : throw new CommandException(
            $"{byName.Count} indexes are called {name}: name one by its id ({string.Join(", ", byName.Select(i => i.Id))}).",
            ExitCodes.Mistake);
    }
}
