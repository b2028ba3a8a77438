using System.Net.Http.Json;
using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Hostile;

/// <summary>What is on the server for requests to name, and valid values for what they need. For one lane of requests.</summary>
internal sealed class FuzzWorld
{
    private readonly TestServer server;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> spare = new(StringComparer.Ordinal);

    private FuzzWorld(TestServer server) => this.server = server;

    public string Index => ids["index_id"];

    public static async Task<FuzzWorld> MakeAsync(TestServer server)
    {
        var world = new FuzzWorld(server);
        var directory = (await server.PostAsync("/api/v1/beta/directories", new { name = "d" })).Text("id");
        var file = await server.UploadAsync(directory, "a.txt", "The quay is made of granite.\nThe mole of oak."u8.ToArray());
        var index = await server.PostAsync("/api/v1/indexes", new { source_directory_id = directory });
        await server.UntilSyncedAsync(index.Text("id"));

        // What the index held before the second file came can be restored.
        await server.UploadAsync(directory, "b.txt", "The lamp is of brass."u8.ToArray());
        await server.PostAsync($"/api/v1/indexes/{index.Text("id")}/sync", null);
        await server.UntilSyncedAsync(index.Text("id"));
        world.ids["number"] = "1";
        world.ids["directory_id"] = directory;
        world.ids["directory_file_id"] = file.Text("id");
        world.ids["file_id"] = file.Text("file_id");
        world.ids["index_id"] = index.Text("id");
        world.ids["project_id"] = index.Text("project_id");
        world.ids["attachment_name"] = "text.html";
        world.ids["session_id"] = await server.SessionAsync(index.Text("id"));
        await server.AskAsync(world.ids["session_id"], "What is the quay made of?");
        world.ids["empty_directory_id"] = (await server.PostAsync("/api/v1/beta/directories", new { name = "empty" })).Text("id");
        var link = await server.GetAsync($"/api/v1/beta/attachments/text.html?source_id={file.Text("id")}&highlight=4-8");
        world.ids["token"] = link.Text("url").Split('/')[^1];
        return world;
    }

    /// <summary>What a path names. What an operation takes away is made for it.</summary>
    public async Task<string> PathAsync(ApiOperation operation, string name)
    {
        // The server keeps only the newest, so that requests of other lanes push it out.
        if (name == "evaluation_id")
            return await EvaluationAsync();
        if (operation.Method != "DELETE" || !operation.Template.EndsWith($"{{{name}}}", StringComparison.Ordinal))
            return ids[name];
        return spare.TryGetValue(name, out var made) ? made : spare[name] = await SpareAsync(operation.Template, name);
    }

    /// <summary>What the operation was given is gone.</summary>
    public void Used(ApiOperation operation)
    {
        if (operation.Method == "DELETE")
            spare.Remove(operation.InPath[^1]);
        if (operation.Template.EndsWith("bulk-delete", StringComparison.Ordinal))
            spare.Remove("bulk");
    }

    /// <summary>A valid value for a query parameter that has to be there; null for the others.</summary>
    public string? Query(string name) => name switch
    {
        "source_id" => ids["directory_file_id"],
        "query" => "quay",
        _ => null,
    };

    /// <summary>A valid value for a field of a body, as JSON.</summary>
    public async Task<string> FieldAsync(ApiOperation operation, string name) => name switch
    {
        "index_id" => Quoted(ids["index_id"]),
        "index_ids" => $"[{Quoted(ids["index_id"])}]",
        "source_directory_id" => Quoted(ids["empty_directory_id"]),
        "file_id" when operation.Template.Contains("retrieval", StringComparison.Ordinal) => Quoted(ids["directory_file_id"]),
        "file_id" => Quoted(ids["file_id"]),
        "directory_file_ids" when spare.TryGetValue("bulk", out var made) => $"[{Quoted(made)}]",
        "directory_file_ids" => $"[{Quoted(spare["bulk"] = await UploadAsync("id"))}]",
        "before_message" or "message" => "1",
        "rating" => Quoted("up"),
        "is_admin" => "false",
        "query" or "prompt" or "first_message" => Quoted("What is the quay made of?"),
        "pattern" => Quoted("a"),
        "session_ids" => $"[{Quoted(ids["session_id"])}]",
        "questions" => """[{"question": "What is the quay made of?", "answers": ["granite"]}]""",
        _ => Quoted("x"),
    };

    /// <summary>What has to be in a body beside what each has to have: one of two.</summary>
    public static IEnumerable<string> Needed(ApiOperation operation) =>
        operation.Template == "/api/v1/evaluations/replays" ? ["session_ids"] : operation.Required;

    /// <summary>One that is there now; where as many run as may, as soon as one has ended.</summary>
    private async Task<string> EvaluationAsync()
    {
        var body = new
        {
            index_ids = (string[])[Index],
            questions = (object[])[new { question = "What is the quay made of?", answers = (string[])["granite"] }],
        };
        for (var i = 0; i < 1200; i++)
        {
            if (ids.TryGetValue("evaluation_id", out var known))
            {
                using var found = await server.Http.GetAsync($"/api/v1/evaluations/{known}");
                if (found.IsSuccessStatusCode)
                    return known;
            }

            using var started = await server.Http.PostAsJsonAsync("/api/v1/evaluations/answers", body);
            if (started.IsSuccessStatusCode)
                return ids["evaluation_id"] = (await TestServer.JsonOf(started)).Text("id");
            await Task.Delay(50);
        }

        throw new TimeoutException("No evaluation could be started.");
    }

    private async Task<string> SpareAsync(string path, string name) => name switch
    {
        "session_id" => await server.SessionAsync(),
        "key_id" => (await server.PostAsync("/api/v1/keys", new { name = "spare" })).Text("id"),
        "directory_id" => (await server.PostAsync("/api/v1/beta/directories", new { name = "spare" })).Text("id"),
        "index_id" => (await server.PostAsync(
            "/api/v1/indexes", new { source_directory_id = ids["empty_directory_id"] })).Text("id"),
        "project_id" => (await server.PostAsync("/api/v1/projects", new { name = "spare" })).GetProperty("project").Text("id"),
        "directory_file_id" => await UploadAsync("id"),
        "file_id" => await UploadAsync("file_id"),
        _ => throw new InvalidOperationException($"{path} takes away what nobody makes: {name}"),
    };

    private async Task<string> UploadAsync(string id) =>
        (await server.UploadAsync(ids["directory_id"], $"{Guid.CreateVersion7()}.txt", "x"u8.ToArray())).Text(id);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
