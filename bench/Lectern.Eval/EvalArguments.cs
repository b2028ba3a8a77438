namespace Lectern.Eval;

/// <summary>What the command was asked for.</summary>
/// <param name="Sets">Folders.</param>
/// <param name="Data">Where a started server keeps its data; null for a folder that is deleted in the end.</param>
/// <param name="Url">Of a server that runs already; null starts one.</param>
/// <param name="Index">An index that holds the documents already.</param>
/// <param name="Out">A file for the Markdown page.</param>
/// <param name="Embeddings">Models to compare, each as <c>LECTERN_EMBEDDINGS</c> names it; none for the environment's.</param>
internal sealed record EvalArguments(
    IReadOnlyList<string> Sets, string? Data, string? Url, string? Key, string? Index, string? Out,
    IReadOnlyList<string> Embeddings)
{
    public const string Usage =
        """
        lectern-eval FOLDER ... [--out FILE] [--data FOLDER] [--embeddings MODEL] ... [--url URL [--key KEY] [--index ID]]

          FOLDER   a BEIR set (corpus.jsonl, queries.jsonl, qrels.tsv), or your own: files/ with documents and
                   questions.tsv (a question, a tab, the files that answer it with tabs between), or questions.jsonl as a server
                   saves rated answers
          --out    write the table as a Markdown page
          --data   keep the started server's data there; sets that it holds are not loaded again
          --embeddings
                   start the server with this model (local, none, openai:MODEL, onnx:FOLDER); given several times, the
                   models are compared, each with a folder of its own in --data
          --url    measure a server that runs already; --index names an index there that holds the documents
        """;

    /// <summary>What anyone can run again; where data was kept is a person's own affair.</summary>
    public string Command => $"dotnet run -c Release --project bench/Lectern.Eval -- {string.Join(' ', Sets)} "
        + $"{string.Concat(Embeddings.Select(e => $"--embeddings {e} "))}--out {Out}";

    /// <summary>Where the server of a model keeps its data: of several each for itself, as an index has one's vectors.</summary>
    public string? DataOf(string? model) => Embeddings.Count < 2 || Data is null ? Data
        : Path.Combine(Data, string.Concat(model!.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')));

    /// <returns>Null when it cannot be read.</returns>
    public static EvalArguments? Read(string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var (sets, embeddings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                sets.Add(args[i]);
            else if (args[i] == "--embeddings" && i + 1 < args.Length)
                embeddings.Add(args[++i]);
            else if (args[i] is "--data" or "--url" or "--key" or "--index" or "--out" && i + 1 < args.Length)
                options[args[i]] = args[++i];
            else
                return null;
        }

        var read = new EvalArguments(
            sets, Option("--data"), Option("--url"), Option("--key"), Option("--index"), Option("--out"), embeddings);
        return sets.Count == 0 || (read.Index is not null && read.Url is null)
            || (read.Url is not null && (read.Data is not null || embeddings.Count > 0)) ? null : read;

        string? Option(string name) => options.GetValueOrDefault(name);
    }
}
