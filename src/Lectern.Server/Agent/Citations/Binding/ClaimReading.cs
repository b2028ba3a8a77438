using System.Collections.Concurrent;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Citations.Binding;

/// <summary>A claim, read once for all the statements that it is compared with. Thread-safe.</summary>
internal sealed class ClaimReading
{
    private readonly ConcurrentDictionary<PassageText, ClaimInPassage> passages = new();

    public ClaimReading(string text, string about, Func<string, bool> isCommon, string head = "")
    {
        Text = TextReading.OfClaim(text);
        Names = Citations.Names.Of(Text, isCommon);
        Content = [.. Enumerable.Range(0, Text.Tokens.Count)
            .Where(i => Text.IsContent(i) && Text.Quantifiers.All(q => q.At != i)).DistinctBy(i => Text.Tokens[i].Stem)];
        Head = head.Length == 0 ? [] : [.. Tokens.Of(head).Where(t => t.IsContent)];
        About = about.Length == 0 ? [] : Subjects.Of(Tokens.Of(about));
        Subject = About.Count > 0 && (Pronouns.BeginsAlone(Text.Tokens) || Subjects.Of(Text.Tokens).Count == 0) ? About
            : Subjects.Of(Text.Tokens);
    }

    public TextReading Text { get; }

    /// <summary>The tokens that are names.</summary>
    public IReadOnlyList<int> Names { get; }

    /// <summary>The tokens that carry its content, each word once; figures are none of them.</summary>
    public IReadOnlyList<int> Content { get; }

    /// <summary>What the answer spoke of before, where the claim does not say its subject itself.</summary>
    public IReadOnlyList<Token> About { get; }

    /// <summary>The words of the headings and lines that it stands under in the answer.</summary>
    public IReadOnlyList<Token> Head { get; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<Token> Subject { get; }

    public ClaimInPassage In(PassageText passage) => passages.GetOrAdd(passage, p => new ClaimInPassage(this, p));
}
