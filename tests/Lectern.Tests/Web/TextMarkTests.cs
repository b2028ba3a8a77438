using System.Text;
using Lectern.Web.Markdown;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lectern.Tests.Web;

/// <summary>What no document proves is marked in what is shown, whatever signs lay it out.</summary>
public sealed class TextMarkTests(ITestOutputHelper output)
{
    /// <summary>How a word can be written, and what of it is shown.</summary>
    private static readonly (string Before, string Word, string After, string Shown)[] Ways =
    [
        ("", "dome", "", "dome"), ("", "القبة", "", "القبة"), ("", "🔭2.4", "", "🔭2.4"), ("**", "nine", "**", "nine"),
        ("*", "Jena", "*", "Jena"), ("~~", "ten", "~~", "ten"), ("`", "a*b", "`", "a*b"), ("", "\\*", "", "*"),
        ("", "&amp;", "", "&"), ("[", "guide", "](https://example.org/a)", "guide"), ("***", "both", "***", "both"),
        ("", "a_b", "", "a_b"), ("", "5\\*3", "", "5*3"), ("", "<b>", "", "<b>"), ("", "\\\\", "", "\\"),
    ];

    private readonly StringBuilder source = new();
    private readonly List<(int Start, int End, string Shown)> tokens = [];

    [Fact]
    public void Marked_pieces_put_together_are_what_is_shown_of_the_span_and_without_spans_nothing_is_cut()
    {
        var random = new Random(20261126);
        var (marked, cut) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            Write(random);
            var text = new MarkdownText();
            text.Complete(source.ToString());
            var first = random.Next(tokens.Count);
            var last = Math.Min(tokens.Count - 1, first + random.Next(12));
            var mark = new TextMark(tokens[first].Start, tokens[last].End, null);
            var pieces = Pieces(text, new TextMarks([mark]));
            var expected = string.Concat(tokens.Skip(first).Take(last - first + 1).Select(t => t.Shown));
            Assert.Equal(expected, Bare(string.Concat(pieces.Where(p => p.Mark is not null).Select(p => p.Text))));
            var plain = Pieces(text, new TextMarks([]));
            Assert.All(plain, p => Assert.Null(p.Mark));
            Assert.Equal(string.Concat(plain.Select(p => p.Text)), string.Concat(pieces.Select(p => p.Text)));
            Assert.Equal(string.Concat(tokens.Select(t => t.Shown)), Bare(string.Concat(plain.Select(p => p.Text))));
            marked += expected.Length;
            cut += pieces.Count - plain.Count;
        }

        output.WriteLine($"{marked} characters marked, {cut} pieces cut");
        Assert.True(marked > 5000 && cut > 100);
    }

    [Fact]
    public void Marks_that_touch_overlap_or_are_empty_leave_each_word_once()
    {
        var text = new MarkdownText();
        text.Complete("One two three four.");
        TextMark[] marks = [new(8, 13, null), new(0, 7, null), new(4, 10, null), new(10, 10, null), new(14, 900, null)];
        var pieces = Pieces(text, new TextMarks(marks));
        Assert.Equal(
            ["One two+", " th+", "ree+", " -", "four.+"], pieces.Select(p => p.Text + (p.Mark is null ? "-" : "+")));
    }

    private void Write(Random random)
    {
        source.Clear();
        tokens.Clear();
        for (var block = 0; block < 4; block++)
        {
            switch (random.Next(6))
            {
                case 0:
                    Line(random, "", "\n");
                    Line(random, "", "\n\n");
                    break;
                case 1:
                    Line(random, "- ", "\n");
                    Line(random, "- ", "\n");
                    Line(random, "  1. ", "\n\n");
                    break;
                case 2:
                    Line(random, "> ", "\n");
                    Line(random, "> > ", "\r\n\r\n");
                    break;
                case 3:
                    source.Append("|  ");
                    Tokens(random, "  |   ");
                    source.Append("|  |\n|--|--|\n| ");
                    Tokens(random, "");
                    source.Append("   |  ");
                    Tokens(random, "");
                    source.Append("|\n\n");
                    break;
                case 4:
                    Line(random, "## ", "\n\n");
                    break;
                default:
                    source.Append("```\nnothing of this is shown here\n```\n\n");
                    Line(random, "", "  \n");
                    Line(random, "", "\n\n");
                    break;
            }
        }
    }

    private void Line(Random random, string before, string after)
    {
        source.Append(before);
        Tokens(random, "");
        source.Append(after);
    }

    private void Tokens(Random random, string after)
    {
        for (var count = 1 + random.Next(5); count > 0; count--)
        {
            var (before, word, behind, shown) = Ways[random.Next(Ways.Length)];
            source.Append(before);
            tokens.Add((source.Length, source.Length + word.Length, shown));
            source.Append(word).Append(behind).Append(count > 1 ? " " : "");
        }

        source.Append(after);
    }

    /// <summary>As the view shows them: words of lines, without the signs that lay them out.</summary>
    private static List<(string Text, TextMark? Mark)> Pieces(MarkdownText text, TextMarks marks) =>
        [.. text.Parts().SelectMany(part => MarkdownReader.Read(part.Source).Descendants().OfType<Inline>()
            .SelectMany(inline => Shown(inline) is { } shown ? marks.Cut(shown, inline.Span, part) : []))];

    private static string? Shown(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => "\n",
        _ => null,
    };

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
