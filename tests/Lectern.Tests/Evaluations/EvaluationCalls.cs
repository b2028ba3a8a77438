using System.Text.Json;
using Lectern.Tests.Fakes;

namespace Lectern.Tests.Evaluations;

/// <summary>What tests of evaluations do again and again.</summary>
internal static class EvaluationCalls
{
    /// <summary>A document of two sections.</summary>
    public static readonly (string Name, byte[] Content) Guide =
        ("guide.md", "# Mirror\n\nThe mirror weighs 340 kilograms.\n\n# Dome\n\nThe dome opens every Thursday."u8.ToArray());

    /// <summary>One question some times.</summary>
    public static object Dome(string index, int times = 1, int? concurrency = null, string? model = null) => new
    {
        index_ids = (string[])[index],
        questions = Enumerable.Repeat(new { question = "When does the dome open?", answers = (string[])["Thursday"] }, times),
        concurrency,
        model,
    };

    public static void Answer(GatedChatClient model, params string[] answers)
    {
        foreach (var answer in answers)
        {
            model.Say(answer);
            model.End();
        }
    }

    public static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    public static Task<JsonElement> StartAsync(TestServer server, string kind, object body) =>
        server.PostAsync($"/api/v1/evaluations/{kind}", body);

    public static async Task<JsonElement> UntilEndedAsync(TestServer server, string id)
    {
        JsonElement results = default;
        await Patience.UntilAsync(async () =>
        {
            results = await server.GetAsync($"/api/v1/evaluations/{id}");
            return results.GetProperty("evaluation").Text("status") != "running";
        });
        return results;
    }
}
