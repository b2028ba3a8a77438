using Lectern.Server.Agent.Citations.Reading;
using Lectern.Server.Platform;
using Lectern.Server.Retrieval;

namespace Lectern.Server.Agent.Versions;

/// <summary>
/// Finds from when a document is: by its metadata, its file's name, the beginning of its text; else when its file was changed or
/// added. Thread-safe.
/// </summary>
internal static class DocumentDates
{
    public static DocumentDate? Of(FileOrigin file)
    {
        var metadata = StoredJson.Read(file.MetadataJson);
        var inText = TextDate.Of(file.Beginning);
        return Own(MetadataDate.OfDocument(metadata), DateSources.Metadata, inText)
            ?? Own(FileNameDate.Of(file.Name), DateSources.FileName, inText)
            ?? Own(inText, DateSources.Text, null)
            ?? Own(MetadataDate.OfChange(metadata), DateSources.Modified, null)
            ?? (file.StoredAt is { } stored ? new DocumentDate(CalendarDate.Of(stored), DateSources.Added) : null);
    }

    /// <summary>Where the text says the day of the same year, that is told.</summary>
    private static DocumentDate? Own(Date? date, string source, Date? inText) => date is not { } found ? null
        : inText is { } more && more != found && found.Says(more) ? new DocumentDate(more, DateSources.Text)
        : new DocumentDate(found, source);
}
