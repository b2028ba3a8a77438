using System.Collections.Frozen;

namespace Lectern.Server.Text;

/// <summary>A language whose words are brought to their stems by rules of its own. Thread-safe.</summary>
/// <param name="code">ISO 639-1.</param>
/// <param name="stem">Of a word in lower case: composed where words of several languages share a script, else plain.</param>
/// <param name="stopWords">Words that a sentence is made of and that say nothing about its subject.</param>
internal sealed class Language(string code, Script script, Func<string, string> stem, Func<IEnumerable<string>> stopWords)
{
    /// <summary>Stands in no word: no word of another language is taken for a stem of this one.</summary>
    public const char Separator = ':';

    private readonly Lazy<FrozenSet<string>> stops =
        new(() => stopWords().Concat(QuestionWords.Of(code)).Select(w => PlainWord.Of(w, script))
            .ToFrozenSet(StringComparer.Ordinal));

    public string Code => code;

    public Script Script => script;

    /// <summary>A term of each passage in this language.</summary>
    public string Mark { get; } = Separator + code;

    public bool IsStopWord(Word word) => word.Script == script && stops.Value.Contains(word.Plain);

    /// <summary>The term of a word of this script.</summary>
    public string Term(Word word) =>
        $"{code}{Separator}{PlainWord.Of(stem(script is Script.Latin or Script.Cyrillic ? word.Composed : word.Plain), script)}";
}
