namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>What the answerer says of documents that mention something. English and German. Thread-safe.</summary>
internal sealed record MentionWords(string One, string Many)
{
    public static MentionWords English { get; } = new(
        "1 document mentions it, as far as the best passages show:",
        "{0:N0} documents mention it, as far as the best passages show:");

    public static MentionWords German { get; } = new(
        "1 Dokument erwähnt es, soweit die besten Fundstellen zeigen:",
        "{0:N0} Dokumente erwähnen es, soweit die besten Fundstellen zeigen:");
}
