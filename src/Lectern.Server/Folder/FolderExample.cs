using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Contracts;
using Lectern.Server.Agent.Suggestions;
using Lectern.Server.Chat;
using Lectern.Server.Indexing;
using Lectern.Server.Platform;
using Lectern.Server.Platform.Keys;
using Lectern.Server.Text;

namespace Lectern.Server.Folder;

/// <summary>Shows a person how loading a folder goes, what failed, and a command that asks a question about it.</summary>
internal sealed class FolderExample(
    FirstKey key, IIndexes indexes, ISyncJobs jobs, ISessions sessions,
    SuggestedQuestions suggested, ExampleTrial trial, FolderStatus status, TimeProvider time)
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
                ? $"Loading {Printable.Of(index.Name)}: writing the index"
                : $"Loading {Printable.Of(index.Name)}: {p.FilesDone} of {p.FilesTotal} files, {p.PagesDone} pages";
            if (line != shown)
                Console.WriteLine(shown = line);
        }

        if (indexes.Find(scope, indexId) is { } done)
            PrintOutcome(done);
    }

    /// <summary>Prints a command to paste, for a session that has no message yet.</summary>
    public async Task PrintAsync(Scope scope, string indexId, CancellationToken cancellationToken)
    {
        if (indexes.Find(scope, indexId) is not { IsSearchable: true } index)
            return;
        var address = await status.AddressAsync(cancellationToken);
        var candidates = suggested.Candidates(scope, index);
        var question = await trial.FirstAnsweredAsync(scope, index, candidates, cancellationToken) ?? ExampleQuestion.Generic;
        var unused = sessions.List(scope, new PageRequest(50, null))
            .FirstOrDefault(s => s.GeneratedTitle is null && s.IndexIds is [var only] && only == indexId);
        var session = unused ?? await sessions.CreateAsync(scope, [indexId], "read_only", model: null, cancellationToken);
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

    private static void PrintOutcome(IndexRow index)
    {
        var metadata = index.ReadMetadata();
        if (metadata.Files is { } files)
        {
            Console.WriteLine($"{Printable.Of(index.Name)} is {metadata.Status}: {files.Ready} files read, {files.Failed} not"
                + (files.PagesWithoutText > 0 ? $", {files.PagesWithoutText} pages without text" : ""));
        }

        if (metadata.Error is { } error)
            Console.WriteLine(Printable.Of(error));
        foreach (var failure in (metadata.Failures ?? []).Take(FailuresShown))
            Console.WriteLine($"  {Printable.Of(failure.FileName)}: {Printable.Of(failure.Reason)}");
        if (metadata.Failures?.Count > FailuresShown)
            Console.WriteLine($"  and more: GET /api/v1/indexes/{index.Id}/files lists them all");
    }
}
