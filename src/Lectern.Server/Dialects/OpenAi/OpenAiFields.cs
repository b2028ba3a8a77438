using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lectern.Server.Dialects.OpenAi;

/// <summary>
/// The types of an operation's fields, as OpenAI describes them, also of those that are ignored here: a value of another type is
/// refused, and never taken for none. Immutable.
/// </summary>
internal sealed class OpenAiFields
{
    public static readonly OpenAiFields Completion = new(
        (JsonKinds.Text, "model prompt_cache_key prompt_cache_retention reasoning_effort response_format.type safety_identifier "
            + "service_tier user verbosity"),
        (JsonKinds.Number, "frequency_penalty presence_penalty temperature top_p"),
        (JsonKinds.Whole, "max_completion_tokens max_tokens n seed top_logprobs"),
        (JsonKinds.Flag, "logprobs parallel_tool_calls store stream stream_options.include_obfuscation "
            + "stream_options.include_usage"),
        (JsonKinds.List, "functions messages tools"),
        (JsonKinds.Texts, "modalities"),
        (JsonKinds.Object, "audio logit_bias metadata moderation prediction prompt_cache_options response_format stream_options "
            + "web_search_options"),
        (JsonKinds.Text | JsonKinds.Object, "function_call tool_choice"),
        (JsonKinds.Text | JsonKinds.Texts, "stop"));

    public static readonly OpenAiFields Response = new(
        (JsonKinds.Text, "instructions model previous_response_id prompt_cache_key prompt_cache_retention reasoning.effort "
            + "reasoning.generate_summary reasoning.summary safety_identifier service_tier text.format.type text.verbosity "
            + "truncation user"),
        (JsonKinds.Number, "temperature top_p"),
        (JsonKinds.Whole, "max_output_tokens max_tool_calls top_logprobs"),
        (JsonKinds.Flag, "background parallel_tool_calls store stream stream_options.include_obfuscation"),
        (JsonKinds.List, "context_management tools"),
        (JsonKinds.Texts, "include"),
        (JsonKinds.Object, "access_programs image metadata moderation prompt prompt_cache_options reasoning stream_options text "
            + "text.format"),
        (JsonKinds.Text | JsonKinds.Object, "conversation tool_choice"),
        (JsonKinds.Text | JsonKinds.List, "input"));

    public static readonly OpenAiFields Search = new(
        (JsonKinds.Text, "ranking_options.ranker"),
        (JsonKinds.Number, "ranking_options.score_threshold"),
        (JsonKinds.Whole, "max_num_results"),
        (JsonKinds.Flag, "rewrite_query"),
        (JsonKinds.Object, "filters ranking_options"),
        (JsonKinds.Text | JsonKinds.List, "query"));

    public static readonly OpenAiFields Embedding = new(
        (JsonKinds.Text, "encoding_format model user"),
        (JsonKinds.Whole, "dimensions"),
        (JsonKinds.Text | JsonKinds.List, "input"));

    private readonly (string Name, string[] Path, JsonKinds Kinds)[] fields;

    private OpenAiFields(params ReadOnlySpan<(JsonKinds Kinds, string Names)> groups)
    {
        var all = new List<(string, string[], JsonKinds)>();
        foreach (var (kinds, names) in groups)
            all.AddRange(names.Split(' ').Select(n => (n, n.Split('.'), kinds)));
        fields = [.. all];
    }

    /// <exception cref="Platform.Http.ApiException">400: one is of another type; the sentence names it.</exception>
    public void Check(JsonObject body)
    {
        foreach (var (name, path, kinds) in fields)
        {
            JsonNode? value = body;
            foreach (var part in path)
                value = (value as JsonObject)?[part];
            if (value is not null && (KindsOf(value) & kinds) == 0)
                throw OpenAiBody.Mistake(name, $"is not {Words(kinds)}");
        }
    }

    private static JsonKinds KindsOf(JsonNode value) => value switch
    {
        JsonArray list when list.All(i => i?.GetValueKind() == JsonValueKind.String) => JsonKinds.List | JsonKinds.Texts,
        JsonArray => JsonKinds.List,
        JsonObject => JsonKinds.Object,
        JsonValue one => one.GetValueKind() switch
        {
            JsonValueKind.String => JsonKinds.Text,
            JsonValueKind.True or JsonValueKind.False => JsonKinds.Flag,
            _ => one.TryGetValue<double>(out var number) && Math.Truncate(number) == number
                ? JsonKinds.Number | JsonKinds.Whole
                : JsonKinds.Number,
        },
        _ => 0,
    };

    private static string Words(JsonKinds kinds) => string.Join(" or ", Enum.GetValues<JsonKinds>().Where(k => (kinds & k) != 0)
        .Select(k => k switch
        {
            JsonKinds.Text => "a string",
            JsonKinds.Number => "a number",
            JsonKinds.Whole => "a whole number",
            JsonKinds.Flag => "true or false",
            JsonKinds.List => "a list",
            JsonKinds.Texts => "a list of strings",
            _ => "an object",
        }));
}
