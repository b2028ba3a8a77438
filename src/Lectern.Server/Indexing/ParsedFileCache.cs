using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.Server.Indexing.Parsing.Formats;
using Lectern.Server.Library;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing;

/// <summary>
/// What was parsed and is not yet in an index: a sync that is interrupted finds its finished files here again, and the swap
/// streams them from here instead of from memory. Files are named by content, index and parser, written whole or not at all.
/// </summary>
internal sealed class ParsedFileCache(DataFolder data, Ids ids, TimeProvider time)
{
    /// <summary>What a sync has finished and never came back for: it was cancelled, or its file was removed.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>
    /// The kind of a file depends on its name too, and what is made of it on the attachments that the index stores, so both are
    /// part of the key.
    /// </summary>
    public static string Key(IndexRow index, SourceFile source)
    {
        var ending = string.Concat(Path.GetExtension(source.DisplayName).Where(char.IsAsciiLetterOrDigit).Take(16));
        var attachments = string.Concat(index.ReadStoreAttachments().Order(StringComparer.Ordinal).Select(a => "+" + a));
        return $"{index.Id}.{source.ContentHash}.{FileFormats.Version}{ending}{attachments}";
    }

    /// <param name="hold">Gets its attachments' objects.</param>
    /// <returns>Null when it must be parsed: it is not here, or its attachments are not.</returns>
    public async Task<ParsedFile?> FindAsync(string key, BlobHold hold, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
            return null;
        try
        {
            await using var file = File.OpenRead(path);
            var parsed = await JsonSerializer.DeserializeAsync(file, ParsedFileJson.Default.ParsedFile, cancellationToken);

            // It is needed again at the swap.
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return parsed?.Attachments.All(a => hold.TryAdd(a.ContentHash)) == true ? parsed : null;
        }
        catch (JsonException)
        {
            // Torn by a loss of power: parsing again is the repair.
            File.Delete(path);
            return null;
        }
    }

    public async Task AddAsync(string key, ParsedFile parsed, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(data.Temporary, ids.Uuid());
        await using (var file = File.Create(temporary))
            await JsonSerializer.SerializeAsync(file, parsed, ParsedFileJson.Default.ParsedFile, cancellationToken);
        File.Move(temporary, PathOf(key), overwrite: true);
    }

    /// <summary>How large a parsed file is here; 0 when it is not.</summary>
    public long SizeOf(string key) => new FileInfo(PathOf(key)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Removes what nobody needed for a week.</summary>
    public void RemoveForgotten()
    {
        foreach (var file in new DirectoryInfo(data.Parsed).EnumerateFiles()
            .Where(f => time.GetUtcNow() - f.LastWriteTimeUtc > Forgotten))
            file.Delete();
    }

    public void Remove(string key) => File.Delete(PathOf(key));

    private string PathOf(string key) => Path.Combine(data.Parsed, key + ".json");
}

[JsonSerializable(typeof(ParsedFile))]
internal sealed partial class ParsedFileJson : JsonSerializerContext;
