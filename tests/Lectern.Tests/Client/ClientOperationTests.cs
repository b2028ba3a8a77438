using System.Net;
using System.Text.RegularExpressions;
using Lectern.Client;
using Lectern.Contracts;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Client;

public sealed class ClientOperationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_a_call_for_every_operation_of_the_server()
    {
        await using var server = await TestServer.StartAsync();
        var described = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject()
                .Where(o => o.Name is not "parameters")
                .Select(o => $"{o.Name.ToUpperInvariant()} {Shape(p.Name)}"));
        Assert.Empty(described.Except(await CalledAsync()).Order());
    }

    [Fact]
    public async Task There_is_a_call_for_every_operation_of_the_contract()
    {
        using var contract = System.Text.Json.JsonDocument.Parse(
            await File.ReadAllTextAsync(SharedFiles.Need("contract/openapi.json"), Cancellation));
        var operations = contract.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject()
                .Where(o => o.Name is not "parameters")
                .Select(o => $"{o.Name.ToUpperInvariant()} {Shape(p.Name)}"))
            .ToList();
        Assert.Equal(39, operations.Count);
        Assert.Empty(operations.Except(await CalledAsync()).Order());
    }

    /// <summary>Every call once, with ids <c>x</c>.</summary>
    private static async Task<HashSet<string>> CalledAsync()
    {
        var http = new ScriptedHttp(_ => ScriptedHttp.Json(HttpStatusCode.BadRequest, """{"detail":"Noted."}"""));
        using var client = ClientOn.Over(http);
        var file = new FileUpload(new MemoryStream(), "x");
        Func<Task>[] calls =
        [
            () => client.Chat.CreateAsync(cancellationToken: Cancellation),
            () => client.Chat.RetrieveAsync("x", Cancellation),
            () => client.Chat.GetSummaryAsync("x", Cancellation),
            () => client.Chat.ListAsync().AllAsync(),
            () => client.Chat.SetTitleAsync("x", cancellationToken: Cancellation),
            () => client.Chat.DeleteAsync("x", Cancellation),
            () => client.Chat.StreamAsync("x", "x", cancellationToken: Cancellation).AllAsync(),
            () => client.Chat.ResumeAsync("x", cancellationToken: Cancellation).AllAsync(),
            () => client.Chat.CancelAsync("x", Cancellation),
            () => client.Chat.RenameAsync("x", "x", Cancellation),
            () => client.Chat.SearchAsync("x").AllAsync(),
            () => client.Chat.ForkAsync("x", cancellationToken: Cancellation),
            () => client.Chats.ListAsync().AllAsync(),
            () => client.Chats.GetFoldersAsync(Cancellation),
            () => client.Chats.RetrieveAsync("x", Cancellation),
            () => client.Chats.GetVersionsAsync("x", Cancellation),
            () => client.Chats.UpdateAsync("x", new(), Cancellation),
            () => client.Chats.DeleteAsync("x", Cancellation),
            () => client.Chats.ForkVersionAsync("x", 1, cancellationToken: Cancellation),
            () => client.Chats.SearchAsync("x").AllAsync(),
            () => client.Chats.GetQuestionsAsync("x", Cancellation),
            () => client.Chats.GetIndexQuestionsAsync("x", Cancellation),
            () => client.Chats.FindIndexAsync("x", Cancellation),
            () => client.Chats.MakeIndexAsync("x", Cancellation),
            () => client.Chats.GetWaitAsync("x", Cancellation),
            () => client.Feedback.SetAsync("x", 1, "up", cancellationToken: Cancellation),
            () => client.Feedback.OfSessionAsync("x").AllAsync(),
            () => client.Feedback.ListAsync().AllAsync(),
            () => client.Feedback.GetQuestionsAsync(cancellationToken: Cancellation),
            () => client.Server.GetFolderAsync(Cancellation),
            () => client.Server.RemoveMissingFilesAsync(Cancellation),
            () => client.Evaluations.StartAnswersAsync(new([], []), Cancellation),
            () => client.Evaluations.StartReplayAsync(new(), Cancellation),
            () => client.Evaluations.ListAsync(Cancellation),
            () => client.Evaluations.GetAsync("x", Cancellation),
            () => client.Evaluations.GetPageAsync("x", Cancellation),
            () => client.Evaluations.CancelAsync("x", Cancellation),
            () => client.Evaluations.DeleteAsync("x", Cancellation),
            () => client.Keys.CreateAsync("x", cancellationToken: Cancellation),
            () => client.Keys.ListAsync().AllAsync(),
            () => client.Keys.RevokeAsync("x", Cancellation),
            () => client.Server.GetUsageAsync(cancellationToken: Cancellation),
            () => client.Server.GetSettingsAsync(Cancellation),
            () => client.Server.GetModelsAsync(Cancellation),
            () => client.Projects.CreateAsync("x", Cancellation),
            () => client.Directories.CreateAsync(new("x"), Cancellation),
            () => client.Directories.ListAsync().AllAsync(),
            () => client.Directories.GetAsync("x", Cancellation),
            () => client.Directories.UpdateAsync("x", new(), Cancellation),
            () => client.Directories.DeleteAsync("x", Cancellation),
            () => client.Directories.Files.UploadAsync("x", file, cancellationToken: Cancellation),
            () => client.Directories.Files.AddAsync("x", new("x"), Cancellation),
            () => client.Directories.Files.ListAsync("x").AllAsync(),
            () => client.Directories.Files.GetAsync("x", "x", cancellationToken: Cancellation),
            () => client.Directories.Files.UpdateAsync("x", "x", new(), Cancellation),
            () => client.Directories.Files.DeleteAsync("x", "x", Cancellation),
            () => client.Directories.Files.BulkDeleteAsync("x", ["x"], Cancellation),
            () => client.Files.CreateAsync(file, cancellationToken: Cancellation),
            () => client.Files.ListAsync().AllAsync(),
            () => client.Files.QueryAsync(new()).AllAsync(),
            () => client.Files.GetAsync("x", cancellationToken: Cancellation),
            () => client.Files.DeleteAsync("x", Cancellation),
            () => client.Files.GetContentAsync("x", cancellationToken: Cancellation),
            () => client.Indexes.CreateAsync(new("x"), Cancellation),
            () => client.Indexes.ListAsync().AllAsync(),
            () => client.Indexes.GetAsync("x", cancellationToken: Cancellation),
            () => client.Indexes.UpdateAsync("x", new(), Cancellation),
            () => client.Indexes.DeleteAsync("x", Cancellation),
            () => client.Indexes.SyncAsync("x", Cancellation),
            () => client.Indexes.CancelSyncAsync("x", Cancellation),
            () => client.Indexes.ListGenerationsAsync("x").AllAsync(),
            () => client.Indexes.RestoreGenerationAsync("x", 1, Cancellation),
            () => client.Indexes.ListFilesAsync("x").AllAsync(),
            () => client.Retrieval.RetrieveAsync(new("x", "x"), Cancellation),
            () => client.Retrieval.FindAsync(new("x")).AllAsync(),
            () => client.Retrieval.GrepAsync(new("x", "x", "x")).AllAsync(),
            () => client.Retrieval.ReadAsync(new("x", "x"), Cancellation),
            () => client.Attachments.ListAsync("x").AllAsync(),
            () => client.Attachments.GetAsync("x", "x", cancellationToken: Cancellation),
            () => client.Projects.ListAsync(cancellationToken: Cancellation),
            () => client.Projects.GetAsync("x", Cancellation),
            () => client.Projects.ListAllAsync(Cancellation),
            () => client.Projects.RenameAsync("x", "y", Cancellation),
            () => client.Projects.DeleteAsync("x", Cancellation),
            () => client.Projects.ListKeysAsync("x").AllAsync(),
            () => client.Projects.CreateKeyAsync("x", new KeyCreateRequest("y"), Cancellation),
            () => client.Projects.RevokeKeyAsync("x", "x", Cancellation),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAsync<LecternBadRequestException>(call);

        // A generation is named by a number.
        return [.. http.Sent.Select(s => $"{s.Method} {s.Address.AbsolutePath.Replace("/generations/1/", "/generations/x/")}")];
    }

    private static string Shape(string path) => Regex.Replace(path.TrimEnd('/'), @"\{[^}]+\}", "x");
}
