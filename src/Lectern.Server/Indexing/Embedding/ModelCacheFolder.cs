using System.Security.Cryptography;
using System.Text.Json;
using Lectern.Server.Platform;

namespace Lectern.Server.Indexing.Embedding;

/// <summary>
/// Where model files are kept between starts, outside the data: <c>LECTERN_CACHE</c>, else the user's cache folder. An entry is a
/// folder of files, moved into place whole, with the hashes of its files; one that does not match them is made again.
/// </summary>
internal sealed class ModelCacheFolder(string root, Ids ids)
{
    private const string Hashes = "sha256.json";

    public string Root { get; } = root;

    public static string DefaultRoot(string dataFolder)
    {
        if (Environment.GetEnvironmentVariable("LECTERN_CACHE") is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches)
            return Path.Combine(caches, "lectern");
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "lectern", "cache");
        return Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
            ? Path.Combine(home, ".cache", "lectern")
            : Path.Combine(dataFolder, "cache");
    }

    /// <summary>An entry's folder; <paramref name="make"/> fills it when it is not there or damaged.</summary>
    public string GetOrMake(string name, Action<string> make)
    {
        var folder = Path.Combine(Root, name);
        if (IsWhole(folder))
            return folder;
        Directory.CreateDirectory(Root);
        var unfinished = Path.Combine(Root, $".{name}-{ids.Uuid()}");
        Directory.CreateDirectory(unfinished);
        try
        {
            make(unfinished);
            var hashes = Directory.EnumerateFiles(unfinished).ToDictionary(f => Path.GetFileName(f), Hash);
            File.WriteAllText(
                Path.Combine(unfinished, Hashes),
                JsonSerializer.Serialize(hashes, LecternCacheJson.Default.DictionaryStringString));
            if (Directory.Exists(folder))
                Directory.Move(folder, $"{unfinished}-damaged");
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (IsWhole(folder))
        {
            // Another server made it at the same time.
        }
        finally
        {
            foreach (var leftover in (string[])[unfinished, $"{unfinished}-damaged"])
            {
                if (Directory.Exists(leftover))
                    Directory.Delete(leftover, recursive: true);
            }
        }

        return folder;
    }

    private static bool IsWhole(string folder)
    {
        try
        {
            var hashes = JsonSerializer.Deserialize(
                File.ReadAllText(Path.Combine(folder, Hashes)), LecternCacheJson.Default.DictionaryStringString);
            return hashes is { Count: > 0 } && hashes.All(h => Hash(Path.Combine(folder, h.Key)) == h.Value);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return false;
        }
    }

    private static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class LecternCacheJson : System.Text.Json.Serialization.JsonSerializerContext;
