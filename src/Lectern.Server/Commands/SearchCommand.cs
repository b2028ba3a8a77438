using System.CommandLine;
using System.Globalization;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Server.Text;

namespace Lectern.Server.Commands;

/// <summary>The passages that suit a query best, of all chosen indexes together: their scores are comparable.</summary>
internal sealed class SearchCommand(ServerChoice server, Terminal terminal)
{
    private const int DefaultCount = 5;
    private const int MaxCount = 500;

    private readonly Argument<string> query = new("QUERY") { Description = "A question, or words" };
    private readonly IndexChoice indexes = new();

    private readonly Option<int> top = CountOption.Of("How many passages", DefaultCount, MaxCount);

    private readonly Option<bool> json = new("--json") { Description = "A JSON object for each passage, one a line" };

    public Command Command()
    {
        var command = new Command("search", "Find passages, without a model") { query };
        indexes.AddTo(command);
        command.Options.Add(top);
        command.Options.Add(json);
        server.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        await using var connection = await server.ConnectAsync(given, makesData: false, cancellationToken);
        var client = connection.Client;
        var count = given.GetValue(top);
        var found = new List<(IndexResponse Index, RetrievalResult Passage)>();
        foreach (var index in await indexes.ResolveAsync(given, client, cancellationToken))
        {
            var result = await client.Retrieval.RetrieveAsync(
                new RetrieveParams(index.Id, given.GetValue(query), TopK: count), cancellationToken);
            found.AddRange(result.Results.Select(passage => (index, passage)));
        }

        var best = found.OrderByDescending(f => f.Passage.Score).Take(count).ToList();
        var names = new Dictionary<(string Directory, string File), string>();
        foreach (var (index, passage) in best)
        {
            await terminal.Out.WriteLineAsync(given.GetValue(json)
                ? CommandJson.Of(passage, LecternJson.Wire.RetrievalResult)
                : Shown(await NameAsync(client, index, passage, names, cancellationToken), passage));
        }

        if (best.Count == 0)
            await terminal.Error.WriteLineAsync("Nothing was found.");
        return ExitCodes.Done;
    }

    /// <summary>Such as <c>0.71  guide.md, page 3</c>, and below it the passage.</summary>
    private static string Shown(string name, RetrievalResult passage)
    {
        var page = passage.StaticFields.PageRangeStart is { } first ? $", page {first}" : "";
        var head = string.Create(CultureInfo.InvariantCulture, $"{passage.Score ?? 0:0.00}  {Printable.Of(name)}{page}");
        return $"{head}\n{Terminal.Lines(passage.Content.Trim())}\n";
    }

    /// <param name="names">Those that were asked for already.</param>
    private static async Task<string> NameAsync(
        LecternClient client, IndexResponse index, RetrievalResult passage,
        Dictionary<(string Directory, string File), string> names, CancellationToken cancellationToken)
    {
        if (passage.StaticFields.ParsedDirectoryFileId is not { } file)
            return index.Name;
        var place = (index.SourceDirectoryId, file);
        if (names.TryGetValue(place, out var known))
            return known;
        try
        {
            return names[place] = (await client.Directories.Files.GetAsync(
                index.SourceDirectoryId, file, cancellationToken: cancellationToken)).DisplayName;
        }
        catch (LecternNotFoundException)
        {
            // It was deleted since the search.
            return names[place] = $"{file} (deleted)";
        }
    }
}
