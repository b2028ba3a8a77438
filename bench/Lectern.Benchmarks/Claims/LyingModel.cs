using System.Text.Json;
using System.Text.RegularExpressions;
using Lectern.FakeModel;
using Lectern.Server.Text;

namespace Lectern.Benchmarks.Claims;

/// <summary>
/// A scripted model that looks up what it is asked and answers with marked claims about the passages it was shown, some of them
/// lies. Seeded. Not thread-safe.
/// </summary>
internal sealed partial class LyingModel(int seed)
{
    private const int Claims = 5;

    private readonly Random random = new(seed);

    /// <summary>What was said since the last look, each on a line of its own.</summary>
    public List<SaidClaim> Said { get; } = [];

    public FakeReply Reply(FakeRequest request)
    {
        var last = request.Json.GetProperty("messages").EnumerateArray().Last();
        if (last.GetProperty("role").GetString() != "tool")
            return FakeReply.Calls(("a", "retrieve", JsonSerializer.Serialize(new { query = request.Prompt })));
        var content = last.GetProperty("content").GetString()!;
        var passages = JsonElement.Parse(
            content[(content.IndexOf('\n', StringComparison.Ordinal) + 1)..content.LastIndexOf('\n')]).GetProperty("passages")
            .EnumerateArray().Select(
                p => new Shown(p.GetProperty("n").GetInt32(), p.GetProperty("content").GetString()!)).ToList();
        for (var i = 0; i < Claims; i++)
        {
            if (Make(passages) is { } claim && Said.All(s => s.Text != claim.Text))
                Said.Add(claim);
        }

        // In pieces of any size, as models stream.
        var answer = "Here is what I found:\n\n" + string.Concat(Said.Select(s => $"- {s.Text} [{s.Number}].\n"));
        return FakeReply.Text([.. answer.Chunk(random.Next(1, 40)).Select(c => new string(c))]);
    }

    private SaidClaim? Make(List<Shown> passages)
    {
        var passage = passages[random.Next(Math.Min(4, passages.Count))];
        var sentences = SentenceSplitter.Split(passage.Text).Select(s => passage.Text.Substring(s.Start, s.Length).TrimEnd('.'))
            .Where(s => s.Length is > 40 and < 300 && !Odd().IsMatch(s)).ToList();
        if (sentences.Count == 0)
            return null;
        var sentence = sentences[random.Next(sentences.Count)];
        return random.Next(8) switch
        {
            0 => new SaidClaim(sentence, passage.Number, "true"),
            1 => new SaidClaim(
                "It is stated that " + char.ToLowerInvariant(sentence[0]) + sentence[1..], passage.Number, "true, introduced"),
            2 or 3 => WithOtherNumber(sentence, passage),
            4 or 5 => WithOtherName(sentence, passage, passages),
            6 when passages.Count > 1 =>
                new SaidClaim(sentence, passages.First(p => p.Number != passage.Number).Number, "other passage"),
            6 => null,
            _ => random.Next(2) == 0
                ? new SaidClaim(sentence, passage.Number + 500, "no passage")
                : new SaidClaim($"The text says \"{sentence} indeed and always\"", passage.Number, "quotation"),
        };
    }

    private SaidClaim? WithOtherNumber(string sentence, Shown passage)
    {
        var numbers = Number().Matches(sentence);
        if (numbers.Count == 0)
            return null;
        var number = numbers[random.Next(numbers.Count)];
        string other;
        do
        {
            other = random.Next(2, 3000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        while (passage.Text.Contains(other, StringComparison.Ordinal));
        return new SaidClaim(
            sentence[..number.Index] + other + sentence[(number.Index + number.Length)..], passage.Number, "number");
    }

    /// <summary>A name of another passage in the place of one of this.</summary>
    private SaidClaim? WithOtherName(string sentence, Shown passage, List<Shown> passages)
    {
        var names = Name().Matches(sentence);
        var others = passages.Where(p => p.Number != passage.Number).SelectMany(p => Name().Matches(p.Text)).Select(m => m.Value)
            .Where(n => !passage.Text.Contains(n.TrimEnd('s'), StringComparison.OrdinalIgnoreCase)).ToList();
        if (names.Count == 0 || others.Count == 0)
            return null;
        var name = names[random.Next(names.Count)];
        return new SaidClaim(
            sentence[..name.Index] + others[random.Next(others.Count)]
                + sentence[(name.Index + name.Length)..], passage.Number, "name");
    }

    [GeneratedRegex("""["“”„«»\[\]`*_|<>!\\\n]|https?:|www\.""")]
    private static partial Regex Odd();

    /// <summary>A number of its own, no part of a longer one.</summary>
    [GeneratedRegex("""(?<![\p{L}\d.,–-])\d{2,4}(?![\p{L}\d]|[.,–-]\d)""")]
    private static partial Regex Number();

    /// <summary>A capital behind a small word: not one that only begins a sentence.</summary>
    [GeneratedRegex("""(?<=\p{Ll} )\p{Lu}\p{Ll}{3,}(?![\p{L}'’-])""")]
    private static partial Regex Name();

    private sealed record Shown(int Number, string Text);
}

/// <param name="Kind"><c>true…</c>, or the kind of lie.</param>
internal sealed record SaidClaim(string Text, int Number, string Kind);
