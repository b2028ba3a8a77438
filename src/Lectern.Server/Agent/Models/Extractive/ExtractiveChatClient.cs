using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lectern.Contracts;
using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Indexing.Embedding;
using Lectern.Server.Text;
using Microsoft.Extensions.AI;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>
/// A model that needs none: it asks for passages about the prompt, and then answers by quoting them. Says that it quotes, and
/// once in a session why. Uses no tokens. Thread-safe.
/// </summary>
/// <param name="time">Tells what "since Monday" means; null for the system's.</param>
/// <param name="saysWhy">False where there are others to choose, or whoever asks has chosen it.</param>
internal sealed class ExtractiveChatClient(EmbeddingModels models, TimeProvider? time = null, bool saysWhy = true) : IChatClient
{
    public const string Introduction = "No language model is configured (LECTERN_MODEL), so this answer quotes the documents:";
    public const string OtherwiseIntroduction =
        "No language model is configured (LECTERN_MODEL), so this answer quotes the documents. They say otherwise than the "
        + "question:";

    public const string NothingFound =
        "This was not found in these documents. (No language model is configured (LECTERN_MODEL), so answers quote the "
        + "documents.)";

    public const string NothingAsked = "The prompt is blank: it asks nothing that could be looked for in the documents.";

    private const int Passages = 8;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var (question, found) = Read(asked);
        var catalog = CatalogQuestion.Of(question.Text, Today);
        if (string.IsNullOrWhiteSpace(question.Text))
        {
            yield return Update(new TextContent(NothingAsked));
        }
        else if (catalog is { Phrase: LibraryPhrase.Thanks })
        {
            yield return Update(new TextContent(CatalogWords.In(catalog.Language).Thanks));
        }
        else if (found is null)
        {
            yield return Update(Call(question, catalog));
        }
        else
        {
            var embedding = await models.ReadyAsync(cancellationToken);
            var isBrief = !saysWhy || HasSaidWhy(asked);
            foreach (var piece in await Task.Run(
                () => Answer(question, catalog, found, embedding, isBrief, cancellationToken).ToList(), cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Update(new TextContent(piece));
            }
        }

        yield return Update(new UsageContent(new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 }));
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>
    /// The turn's prompt, and what was found for it: not what earlier turns found, and not a note behind the results.
    /// </summary>
    private static (Question Question, FunctionResultContent? Found) Read(IReadOnlyList<ChatMessage> asked)
    {
        var prompt = asked.Count - 1;
        while (prompt > 0 && (asked[prompt].Role != ChatRole.User || asked[prompt - 1].Role == ChatRole.Tool))
            prompt--;
        return (
            Question.Of(asked, prompt),
            asked.Skip(prompt).SelectMany(m => m.Contents).OfType<FunctionResultContent>().LastOrDefault());
    }

    /// <summary>Whether an earlier answer has; what it quotes does not count.</summary>
    private static bool HasSaidWhy(IReadOnlyList<ChatMessage> asked) =>
        asked[0].Text.Contains(Prompts.LeftOut, StringComparison.Ordinal)
        || asked.Where(m => m.Role == ChatRole.Assistant).SelectMany(m => m.Text.Split('\n'))
            .Any(line => !line.StartsWith('>') && line.Contains(AnswerWords.Setting, StringComparison.Ordinal));

    private DateOnly Today => DateOnly.FromDateTime((time ?? TimeProvider.System).GetLocalNow().Date);

    private static FunctionCallContent Call(Question question, CatalogQuestion? catalog) => catalog switch
    {
        { Span: { } span } => new FunctionCallContent("call-1", "find_files", Arguments(span)),
        { Mentioned: null } => new FunctionCallContent("call-1", "find_files", new Dictionary<string, object?>()),
        { Mentioned: { } mentioned } => Retrieve(mentioned, CatalogAnswer.Passages),
        null => Retrieve(question.Query, Passages),
    };

    private static Dictionary<string, object?> Arguments(AskedSpan span)
    {
        var arguments = new Dictionary<string, object?> { ["since"] = Json(Iso(span.First)) };
        if (span.Last is { } last)
            arguments["until"] = Json(Iso(last));
        return arguments;
    }

    private static FunctionCallContent Retrieve(string query, int passages) => new(
        "call-1", "retrieve", new Dictionary<string, object?> { ["query"] = Json(query), ["top_k"] = Json(passages) });

    private static IEnumerable<string> Answer(
        Question question, CatalogQuestion? catalog, FunctionResultContent found, EmbeddingModel? embedding, bool isBrief,
        CancellationToken cancellationToken)
    {
        var inCatalog = CatalogWords.In(catalog?.Language ?? "en");
        var words = catalog is { Language: not "en" } ? AnswerWords.Of(catalog.Language) : AnswerWords.In(question.Text);
        if (isBrief)
            words = words.Brief;
        var result = found.Result is JsonElement json ? ToolResult.Read(json) : null;
        if (result is FoundFiles files)
        {
            foreach (var piece in files.Since is not null
                ? NewsAnswer.Of(files, inCatalog, catalog is { Language: "de" } ? NewsWords.German : NewsWords.English)
                : CatalogAnswer.Of(files, inCatalog, catalog?.Phrase ?? LibraryPhrase.Documents))
                yield return piece;
            if (files.FilesWaiting is { } behind)
                yield return $"\n\n{words.ForBehind(behind, files.FilesTotal)}";
            yield break;
        }

        if (result is not FoundPassages retrieved)
        {
            yield return $"The documents could not be searched: {(result as ToolFault)?.Error}";
            yield break;
        }

        if (catalog?.Mentioned is { } mentioned)
        {
            var mentions = catalog is { Language: "de" } ? MentionWords.German : MentionWords.English;
            foreach (var piece in (CatalogAnswer.Of(mentioned, retrieved, inCatalog, mentions) ?? [words.NothingFound])
                .Concat(Lacking(retrieved, words)))
                yield return piece;
            yield break;
        }

        var passages = retrieved.Passages.Select(QuotedPassage.Of).ToList();
        var otherwise = Otherwise(question, passages);
        var quotes = QuoteSelection.Choose(question, passages, embedding, cancellationToken)
            .Where(q => otherwise is null || !q.Text.Contains(otherwise.Text, StringComparison.Ordinal)).ToList();
        if (otherwise is not null)
            quotes.Insert(0, otherwise);
        var versions = quotes.Count == 0 || otherwise is not null ? []
            : VersionQuotes.Of(question.Query, retrieved.Passages, passages, QuoteSelection.MaxCharacters);
        yield return quotes.Count == 0 ? words.NothingFound : otherwise is not null ? words.Otherwise
            : versions.Count > 0 ? words.Disagreement : words.Introduction;
        foreach (var quote in versions.Count > 0 ? WithOthers(versions, quotes) : quotes)
        {
            yield return $"\n\n> {quote.Text} [{quote.Passage.Number}]\n>\n> — {quote.Passage.Source}"
                + (quote.Columns is null ? "" : $"; columns: {quote.Columns}")
                + (quote.Date is null ? "" : $", {words.ForDate(quote.Date)}");
        }

        foreach (var rest in Lacking(retrieved, words))
            yield return rest;
    }

    /// <summary>The versions first, then what else answers, as far as there is room.</summary>
    private static IEnumerable<Quote> WithOthers(IReadOnlyList<Quote> versions, IReadOnlyList<Quote> quotes)
    {
        var room = QuoteSelection.MaxCharacters - versions.Sum(v => v.Text.Length);
        var others = quotes.Where(q => !versions.Any(v => q.Text.Contains(v.Text, StringComparison.Ordinal)
            || v.Text.Contains(q.Text, StringComparison.Ordinal)));
        return versions.Concat(
            others.TakeWhile(q => (room -= q.Text.Length) >= 0).Take(QuoteSelection.MaxQuotes - versions.Count));
    }

    /// <summary>What the answer does not cover.</summary>
    private static IEnumerable<string> Lacking(FoundPassages retrieved, AnswerWords.Sentences words)
    {
        if (retrieved.NotSearched is { Count: > 0 } missing)
            yield return $"\n\n{words.ForNotSearched(missing.Select(m => OneLine.Of(m)))}";
        if (retrieved.FilesWaiting is { } waiting)
            yield return $"\n\n{words.ForBehind(waiting, retrieved.FilesTotal)}";
    }

    /// <summary>What the documents say instead of a measure that the question takes for granted.</summary>
    private static Quote? Otherwise(Question question, List<QuotedPassage> passages)
    {
        var premises = Premise.Of(question.Text);
        if (premises.Count == 0)
            return null;
        var texts = passages.ConvertAll(p => new PassageText(p.Content, p.Heading.Length == 0 ? "" : $"# {p.Heading}\n\n"));
        if (premises.Select(p => p.Otherwise(texts)).FirstOrDefault(o => o is not null) is not { } found)
            return null;
        var passage = passages[found.Passage];
        var isOn = question.Name is not { } name || NamedWords.AreIn(
            [.. QuoteUnits.Of(passage, []).Where(u => u.Start == found.Statement.Start)], NamedWords.WithoutNumbers(name));
        return isOn ? new Quote(OneLine.Of(passage.Content[found.Statement.Start..found.Statement.End]), passage) : null;
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static JsonElement Json(string value) => JsonSerializer.SerializeToElement(value, LecternJson.Wire.String);

    private static JsonElement Json(int value) => JsonSerializer.SerializeToElement(value, LecternJson.Wire.Int32);

    private static ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]);
}
