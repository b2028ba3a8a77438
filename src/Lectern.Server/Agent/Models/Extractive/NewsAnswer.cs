using Lectern.Contracts;

namespace Lectern.Server.Agent.Models.Extractive;

/// <summary>Names the files that came or were changed in a time, with their number and days. Thread-safe.</summary>
internal static class NewsAnswer
{
    public static IEnumerable<string> Of(FoundFiles found, CatalogWords catalog, NewsWords words)
    {
        var total = found.Total ?? found.Files.Count;
        var sentence = total == 0 ? words.NoNews : total == 1 ? words.OneNew : words.ManyNew;
        var said = catalog.Said(
            sentence.Replace("{s}", words.Span(found.Since!, found.Until), StringComparison.Ordinal), total);
        yield return total <= found.Files.Count ? said : $"{said.TrimEnd(':')}{catalog.Said(words.Latest, found.Files.Count)}:";
        foreach (var (title, isNew) in ((string, bool)[])[(words.Added, true), (words.Changed, false)])
        {
            var files = found.Files.Where(f => f.Change == "added" == isNew).ToList();
            if (files.Count > 0)
                yield return $"\n\n{title}\n";
            foreach (var file in files)
                yield return $"\n- {CatalogAnswer.Name(file.FileName)} ({words.Day(file.ChangedAt!.Value)})";
        }
    }
}
