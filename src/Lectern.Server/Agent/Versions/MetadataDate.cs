using System.Globalization;
using System.Text.Json;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Server.Agent.Versions;

/// <summary>The date in a file's metadata, by what its key is called. Thread-safe.</summary>
internal static class MetadataDate
{
    /// <summary>Of what the document says, the most telling first. Keys are compared by their letters alone.</summary>
    private static readonly string[] Own = WordList.Of("""
        effectivedate effective effectivefrom validfrom inforcesince inforcefrom gueltigab gültigab inkraftseit date datum fecha
        documentdate dokumentdatum docdate publicationdate published publishedat publisheddate publishdate issued issuedate
        issuedat signed signedat signaturedate versiondate revisiondate revised asof stand year jahr
        """);

    /// <summary>Of the file.</summary>
    private static readonly string[] OfFile = WordList.Of("""
        modified modifiedat lastmodified lastmodifiedat lastmodifieddate modificationdate updated updatedat lastupdated
        lastupdatedat created createdat creationdate createddate
        """);

    public static Date? OfDocument(JsonElement metadata) => First(metadata, Own);

    public static Date? OfChange(JsonElement metadata) => First(metadata, OfFile);

    private static Date? First(JsonElement metadata, string[] keys)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
            return null;
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in metadata.EnumerateObject())
            values.TryAdd(string.Concat(property.Name.Where(char.IsLetter)).ToLowerInvariant(), property.Value);
        return keys.Where(values.ContainsKey).Select(k => Read(values[k])).FirstOrDefault(d => d is not null);
    }

    private static Date? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt32(out var year) ? CalendarDate.Of(year) : null,
        JsonValueKind.String when value.GetString() is { Length: <= 100 } text =>
            CalendarDate.FromIso(text) ?? CalendarDate.First(Tokens.Of(text)),
        _ => null,
    };
}
