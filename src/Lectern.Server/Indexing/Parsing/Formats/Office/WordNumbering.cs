using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Lectern.Server.Indexing.Parsing.Formats.Office;

/// <summary>
/// Counts a document's lists as Word does: per list and level, a higher level starting the lower ones again. Stateful.
/// </summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    /// <summary>A mark is short, in its definition and as it is shown.</summary>
    private const int MaxMark = 60;

    private readonly Dictionary<int, ListDefinition> lists = [];

    public WordNumbering(MainDocumentPart main)
    {
        var numbering = main.NumberingDefinitionsPart?.Numbering;
        var definitions = new Dictionary<int, Level?[]>();
        foreach (var definition in numbering?.Elements<AbstractNum>() ?? [])
        {
            definitions[definition.AbstractNumberId?.Value ?? 0] =
                LevelsOf(definition.Elements<Level>(), l => l.LevelIndex?.Value);
        }

        var counters = new Dictionary<int, int?[]>();
        foreach (var instance in numbering?.Elements<NumberingInstance>() ?? [])
        {
            if (instance.NumberID?.Value is not { } id || instance.AbstractNumId?.Val?.Value is not { } abstractId
                || !definitions.TryGetValue(abstractId, out var definition))
            {
                continue;
            }

            // Instances of one definition go on counting together, unless one says where it starts.
            var restarts = instance.Elements<LevelOverride>().Any(o => o.StartOverrideNumberingValue is not null);
            if (restarts || !counters.TryGetValue(abstractId, out var shared))
                shared = new int?[Levels];
            if (!restarts)
                counters[abstractId] = shared;
            lists[id] = new ListDefinition(
                definition, LevelsOf(instance.Elements<LevelOverride>(), o => o.LevelIndex?.Value), shared);
        }
    }

    /// <summary>The first of each level.</summary>
    private static T?[] LevelsOf<T>(IEnumerable<T> all, Func<T, int?> level)
        where T : class
    {
        var levels = new T?[Levels];
        foreach (var one in all)
        {
            if (level(one) is >= 0 and < Levels and var at)
                levels[at] ??= one;
        }

        return levels;
    }

    /// <summary>The next number of the list that a paragraph is in; null when it is in none.</summary>
    public ListNumber? Next(Paragraph paragraph, WordStyle style)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        var id = own?.NumberingId?.Val?.Value ?? style.NumberingId;
        var level = Math.Clamp(own?.NumberingLevelReference?.Val?.Value ?? style.NumberingLevel ?? 0, 0, Levels - 1);
        return id is > 0 && lists.TryGetValue(id.Value, out var list) ? list.Next(level) : null;
    }

    private sealed class ListDefinition(Level?[] definition, LevelOverride?[] overrides, int?[] counters)
    {
        public ListNumber? Next(int level)
        {
            counters[level] = counters[level] + 1 ?? Start(level);
            Array.Clear(counters, level + 1, Levels - level - 1);
            var set = Level(level);
            var format = set?.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal;
            if (format == NumberFormatValues.None)
                return null;
            if (format == NumberFormatValues.Bullet)
                return new ListNumber("-", level, IsBullet: true);
            return new ListNumber(Fill(set?.LevelText?.Val?.Value ?? $"%{level + 1}."), level, IsBullet: false);
        }

        /// <summary>Such as <c>%1.%2)</c>.</summary>
        private string Fill(string pattern)
        {
            var text = new StringBuilder();
            for (var i = 0; i < pattern.Length && text.Length < MaxMark; i++)
            {
                if (pattern[i] == '%' && i + 1 < pattern.Length && pattern[i + 1] is >= '1' and <= '9')
                {
                    var level = pattern[++i] - '1';
                    text.Append(Format(counters[level] ?? Start(level), Level(level)?.NumberingFormat?.Val?.Value));
                }
                else
                {
                    text.Append(pattern[i]);
                }
            }

            return text.ToString();
        }

        private Level? Level(int level) => overrides[level]?.Level ?? definition[level];

        private int Start(int level) =>
            overrides[level]?.StartOverrideNumberingValue?.Val?.Value ?? Level(level)?.StartNumberingValue?.Val?.Value ?? 1;

        private static string Format(int number, NumberFormatValues? format)
        {
            if (format == NumberFormatValues.LowerLetter)
                return Letters(number, 'a');
            if (format == NumberFormatValues.UpperLetter)
                return Letters(number, 'A');
            if (format == NumberFormatValues.LowerRoman)
                return Numerals.Of(number, "i");
            return Numerals.Of(number, format == NumberFormatValues.UpperRoman ? "I" : "1");
        }

        /// <summary>Word repeats the letter after z: aa, bb.</summary>
        private static string Letters(int number, char first) =>
            number < 1 ? "" : new string((char)(first + ((number - 1) % 26)), Math.Min(((number - 1) / 26) + 1, 50));
    }
}

/// <param name="Text">As it is shown: <c>-</c>, <c>2.</c>, <c>2.1</c>, <c>b)</c>.</param>
/// <param name="Level">From 0.</param>
internal sealed record ListNumber(string Text, int Level, bool IsBullet);
