// Asks as docs/clients.md does, with the official C# SDK, of the recorder at LLAMA_CLOUD_BASE_URL.
using System;
using System.IO;
using LlamaCloud;

LlamaCloudClient client = new();
using var response = await client.WithRawResponse.Beta.Chat.Stream(new()
{
    SessionID = Environment.GetEnvironmentVariable("SESSION_ID")!,
    IndexIds = [Environment.GetEnvironmentVariable("INDEX_ID")!],
    Prompt = "When does the observatory open its dome?",
});
using var reader = new StreamReader(await response.RawMessage.Content.ReadAsStreamAsync());
while (await reader.ReadLineAsync() is { } line)
{
    if (line.StartsWith("data: "))
        Console.WriteLine(line[6..]);
}
