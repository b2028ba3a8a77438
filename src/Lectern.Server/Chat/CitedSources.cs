using Lectern.Contracts;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Chat;

/// <summary>Says in a history which citations have lost their file since. Thread-safe.</summary>
internal sealed class CitedSources(IDirectoryFiles files)
{
    /// <returns>The events as they are stored, but for <c>source_removed</c>.</returns>
    public IReadOnlyList<LoggedEvent> Mark(Scope scope, IReadOnlyList<LoggedEvent> history)
    {
        if (!history.Any(Cites))
            return history;
        var cited = history.Where(Cites).SelectMany(e => Files((TextEvent)LoggedEvent.FromJson(e.Json))).ToHashSet();
        cited.ExceptWith(files.Existing(scope, cited));
        return cited.Count == 0 ? history : [.. history.Select(e => Cites(e) ? Marked(e, cited) : e)];
    }

    private static IEnumerable<string> Files(TextEvent text) =>
        text.Citations.Select(c => c.FileId).Concat(text.Contradicted.Select(c => c.FileId));

    /// <summary>Without reading the event: most name no file. Inside a text the quotation marks would be escaped.</summary>
    private static bool Cites(LoggedEvent e) =>
        e.Type == EventTypes.Text && e.Json.Contains("\"file_id\":", StringComparison.Ordinal);

    private static LoggedEvent Marked(LoggedEvent logged, HashSet<string> gone)
    {
        var text = (TextEvent)LoggedEvent.FromJson(logged.Json);
        IReadOnlyList<Citation> citations = [.. text.Citations.Select(c => c with { SourceRemoved = gone.Contains(c.FileId) })];
        IReadOnlyList<ContradictedSpan> contradicted =
            [.. text.Contradicted.Select(c => c with { SourceRemoved = gone.Contains(c.FileId) })];
        return LoggedEvent.Of(logged.Sequence, text with { Citations = citations, Contradicted = contradicted });
    }
}
