using System.Text;
using Lectern.Web.Languages;
using Lectern.Web.Sources;
using Lectern.Web.Texts;

namespace Lectern.Web.Chat;

/// <summary>A conversation as one Markdown document, with its sources below each answer.</summary>
internal static class MarkdownExport
{
    private const int LongestName = 60;

    public static string Of(string title, IEnumerable<Turn> turns)
    {
        var text = new StringBuilder().Append("# ").Append(title).Append('\n');
        foreach (var turn in turns)
        {
            text.Append("\n## ").Append(Strings.Of("export.you")).Append("\n\n").Append(turn.Prompt.Trim());
            text.Append("\n\n## ").Append(Strings.Of("answer.title")).Append("\n\n").Append(OfAnswer(turn)).Append('\n');
            if (turn.Stop is { IsError: true, Error: { } error })
                text.Append("\n*").Append(error).Append("*\n");
            else if (turn.Stop is { Cancelled: true })
                text.Append("\n*" + Strings.Of("answer.stopped") + "*\n");
        }

        return text.ToString();
    }

    public static string OfAnswer(Turn turn)
    {
        var text = new StringBuilder(turn.Answer);
        var sources = turn.Citations.DistinctBy(c => (c.Marker, c.FileId, c.StartChar)).ToList();
        if (sources.Count > 0)
            text.Append('\n');
        foreach (var source in sources)
            text.Append('\n').Append(source.Marker).Append(": ")
                .Append(Strings.Of("export.source", new Phrase(Pages.Of(source)), OneLine(source.Quote))).Append("  ");
        return text.ToString().TrimEnd();
    }

    /// <summary>A name that every system takes for a file.</summary>
    public static string FileName(string title, string ending = ".md")
    {
        var name = string.Concat(title.Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
        return (name.Length == 0 ? Strings.Of("chat.file_name") : TextStart.Of(name, LongestName)) + ending;
    }

    private static string OneLine(string quote) =>
        string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
