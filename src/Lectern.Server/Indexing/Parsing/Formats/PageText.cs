using System.Text;
using Lectern.Server.Indexing.Parsing.Formats.Pdf;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>Joins lines of words into a block's text, noting where each word stands. For one use.</summary>
internal sealed class PageText(Hyphens hyphens)
{
    private readonly StringBuilder text = new();
    private readonly List<TextBox> places = [];
    private readonly Dictionary<double, int> sizes = [];
    private int lines;
    private bool softHyphen;
    private double top = double.MaxValue;
    private double bottom;

    /// <summary>A line; a word cut at the end of the one before is joined, and scripts without spaces get none.</summary>
    /// <param name="words">In the order they are read.</param>
    public void Line(IEnumerable<PlacedWord> words)
    {
        var first = true;
        foreach (var word in words)
        {
            var clean = Clean(word.Text);
            if (clean.Length == 0)
                continue;
            if (text.Length > 0 && text[^1] is not (' ' or '\n') && !(first && JoinsLine(clean)))
                text.Append(' ');
            first = false;
            Add(word, clean);
            softHyphen = word.Text[^1] == '\u00AD';
        }

        lines += first ? 0 : 1;
    }

    /// <summary>Characters that stand nowhere on the page, such as a table's bars.</summary>
    public void Mark(string characters) => text.Append(characters);

    /// <returns>Null when nothing was added.</returns>
    public PageBlock? Build() => places.Count == 0
        ? null
        : new PageBlock(text.ToString(), places, sizes.MaxBy(s => s.Value).Key, lines, top, bottom);

    /// <summary>A word as the text may hold it: no control characters, no line breaks.</summary>
    public static string Clean(string word)
    {
        foreach (var c in word)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c) || c is '\u00AD' or '\uFEFF')
                return Spaces.Collapse(DocumentBuilder.Clean(word));
        }

        return word;
    }

    private void Add(PlacedWord word, string clean)
    {
        places.Add(new TextBox(text.Length, clean.Length, Math.Max(0, word.X), Math.Max(0, word.Y), word.Width, word.Height));
        (top, bottom) = (Math.Min(top, word.Y), Math.Max(bottom, word.Y + word.Height));
        text.Append(clean);
        var size = Math.Round(word.FontSize * 2) / 2;
        sizes[size] = sizes.GetValueOrDefault(size) + clean.Length;
    }

    /// <summary>Whether what follows the line's end follows without a space.</summary>
    private bool JoinsLine(string next)
    {
        if (softHyphen)
            return true;
        if (text[^1] is '-' or '\u2010' && places.Count > 0 && places[^1].End == text.Length)
        {
            var last = places[^1];
            var end = hyphens.Decide(text.ToString(last.Start, last.Length), next);
            if (end == LineEnd.Join)
                CutHyphen();
            return end != LineEnd.Space;
        }

        return (Scripts.IsIdeographic(text[^1]) && Scripts.IsIdeographic(next[0]))
            || (Scripts.IsSpacedByPhrase(text[^1]) && Scripts.IsSpacedByPhrase(next[0]));
    }

    private void CutHyphen()
    {
        text.Length--;
        places[^1] = places[^1] with { Length = places[^1].Length - 1 };
        if (places[^1].Length == 0)
            places.RemoveAt(places.Count - 1);
    }
}
