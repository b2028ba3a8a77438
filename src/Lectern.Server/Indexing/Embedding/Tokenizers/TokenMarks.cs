using System.Text.Json;

namespace Lectern.Server.Indexing.Embedding.Tokenizers;

/// <summary>The token numbers that a model sets around a text, and around and between two.</summary>
/// <param name="SecondSegment">What the second of two texts is told apart by; 0 where the model does not.</param>
internal sealed record TokenMarks(
    IReadOnlyList<int> Before, IReadOnlyList<int> Between, IReadOnlyList<int> After, int SecondSegment = 0)
{
    public static TokenMarks None { get; } = new([], [], []);

    /// <summary>Of a <c>tokenizer.json</c>: its <c>post_processor</c>.</summary>
    /// <exception cref="EmbeddingException">It is of another kind.</exception>
    public static TokenMarks Read(JsonElement processor)
    {
        if (processor.ValueKind != JsonValueKind.Object)
            return None;
        switch (processor.GetProperty("type").GetString())
        {
            case "ByteLevel":
                return None;
            case "Sequence":
                return processor.GetProperty("processors").EnumerateArray().Select(Read).LastOrDefault(m => m != None) ?? None;
            case "BertProcessing":
                return new TokenMarks([Number(processor, "cls")], [Number(processor, "sep")], [Number(processor, "sep")], 1);
            case "RobertaProcessing":
                var end = Number(processor, "sep");
                return new TokenMarks([Number(processor, "cls")], [end, end], [end]);
            case "TemplateProcessing":
                return OfTemplate(processor);
            case var other:
                throw new EmbeddingException(
                    $"The model's tokenizer sets marks around a text by {other}, which cannot be read; BertProcessing, "
                    + "RobertaProcessing and TemplateProcessing can.");
        }
    }

    /// <summary>
    /// <c>{"single": [{"SpecialToken": {"id": "&lt;s&gt;"}}, {"Sequence": {"id": "A"}}, …], "pair": […], "special_tokens":
    /// {"&lt;s&gt;": {"ids": [0]}}}</c>.
    /// </summary>
    private static TokenMarks OfTemplate(JsonElement template)
    {
        var (before, between, after) = (new List<int>(), new List<int>(), new List<int>());
        var (into, second) = (before, 0);
        var hasPair = template.TryGetProperty("pair", out var pair) && pair.ValueKind == JsonValueKind.Array;
        foreach (var part in (hasPair ? pair : template.GetProperty("single")).EnumerateArray())
        {
            if (part.TryGetProperty("SpecialToken", out var mark))
            {
                var name = mark.GetProperty("id").GetString()!;
                into.AddRange(template.GetProperty("special_tokens").GetProperty(name).GetProperty("ids").EnumerateArray()
                    .Select(i => i.GetInt32()));
            }
            else if (part.TryGetProperty("Sequence", out var text))
            {
                into = into == before && hasPair ? between : after;
                second = text.TryGetProperty("type_id", out var segment) ? segment.GetInt32() : 0;
            }
        }

        return new TokenMarks(before, between, after, second);
    }

    private static int Number(JsonElement processor, string name) => processor.GetProperty(name)[1].GetInt32();
}
