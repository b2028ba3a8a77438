using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Platform.Settings;
using Lectern.Server.Text;

namespace Lectern.Server.Folder;

/// <summary>Shows a person how loading a folder goes, what failed, and a command that asks a question about it.</summary>
internal sealed partial class FolderExample(
    FirstKey key, IIndexes indexes, ISyncJobs jobs, ISessions sessions,
    SuggestedQuestions suggested, ExampleTrial trial, FolderStatus status, LecternOptions options, TimeProvider time,
    ILogger<FolderExample> logger)
{
    private const int FailuresShown = 10;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints the sync's progress until it ends.</summary>
    public async Task ShowProgressAsync(Scope scope, string indexId, CancellationToken cancellationToken)
    {
        await status.AddressAsync(cancellationToken);
        var shown = "";
        while (indexes.Find(scope, indexId) is { } index && jobs.Exists(index.Key))
        {
            await Task.Delay(Look, time, cancellationToken);
            if (indexes.Find(scope, indexId)?.ReadMetadata().Progress is not { } p)
                continue;
            var line = p.Stage == SyncStage.Writing
                ? $"Loading {Name(index)}: writing the index"
                : $"Loading {Name(index)}: {p.FilesDone} of {p.FilesTotal} files, {p.PagesDone} pages";
            if (line != shown)
                Say(shown = line);
        }

        if (indexes.Find(scope, indexId) is { } done)
            PrintOutcome(done);
    }

    /// <summary>Prints a command to paste, for a session that has no message yet.</summary>
    public async Task PrintAsync(Scope scope, string indexId, CancellationToken cancellationToken)
    {
        // Its question quotes the documents, and its terminal is a person's.
        if (options.LogsJson || indexes.Find(scope, indexId) is not { IsSearchable: true } index)
            return;
        var address = await status.AddressAsync(cancellationToken);
        var candidates = suggested.Candidates(scope, index);
        var question = await trial.FirstAnsweredAsync(scope, index, candidates, cancellationToken) ?? ExampleQuestion.Generic;
        var unused = sessions.List(scope, new PageRequest(50, null))
            .FirstOrDefault(s => s.GeneratedTitle is null && s.IndexIds is [var only] && only == indexId);
        var session = unused ?? await sessions.CreateAsync(scope, [indexId], "read_only", model: null, cancellationToken);
        await sessions.UnlistAsync(scope, session.SessionId, cancellationToken);
        var body = JsonSerializer.Serialize(new JsonObject { ["prompt"] = question }, LecternJson.Wire.JsonObject);
        Console.WriteLine(
            $"""

            Ask it something (paste this into another terminal{(key.File is null ? ", with your key in " + key.Place : "")}):

            curl -sSN {address}/api/v1/chat/{session.SessionId}/messages/stream \
              -H "Authorization: Bearer {key.ForShell}" \
              -H "Content-Type: application/json" \
              -d '{body}'

            {Printable.Of(index.Name)} follows the folder while the server runs.

            """);
    }

    private void PrintOutcome(IndexRow index)
    {
        var metadata = index.ReadMetadata();
        if (metadata.Files is { } files)
        {
            Say($"{Name(index)} is {metadata.Status}: {files.Ready} files read, {files.Failed} not"
                + (files.PagesWithoutText > 0 ? $", {files.PagesWithoutText} pages without text" : ""));
        }

        if (metadata.Error is { } error)
            Say(Printable.Of(error));
        var failures = metadata.Failures ?? [];
        var shown = options.LogsJson ? [] : failures.Take(FailuresShown).ToList();
        foreach (var failure in shown)
            Say($"  {Printable.Of(failure.FileName)}: {Printable.Of(failure.Reason)}");
        if (failures.Count > shown.Count)
            Say($"  {(shown.Count > 0 ? "and more" : "which")}: GET /api/v1/indexes/{index.Id}/files lists them all");
    }

    private string Name(IndexRow index) => options.LogsJson ? $"index {index.Id}" : Printable.Of(index.Name);

    /// <summary>To the person who started the server, or to the log where nobody is to read lines.</summary>
    private void Say(string line)
    {
        if (options.LogsJson)
            Said(line.Trim());
        else
            Console.WriteLine(line);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    private partial void Said(string line);
}
