using System.Security.Cryptography;
using System.Text;

namespace Lectern.Server.Platform.Keys;

/// <summary>Makes and hashes keys. A key has 256 random bits, so a plain SHA-256 of it cannot be searched backwards.</summary>
internal static class ApiKeys
{
    public static string Generate() => "lk-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The name of the key that comes from the settings or the first start; there is one.</summary>
    public const string FirstName = "first";

    public static string FirstNameOf(string project) => $"{FirstName} of {project}";

    /// <summary>What of a key is kept, for its owner to know it by.</summary>
    public static string Hint(string key) => key[^4..];

    /// <summary>What a chosen key must be, to be no easier to guess than it looks.</summary>
    public const string Rule = "16 to 200 printable ASCII characters and no spaces";

    public static bool IsPossible(string key) => key.Length is >= 16 and <= 200 && HasPossibleCharacters(key);

    /// <summary>Whether it can stand in a header as it is.</summary>
    public static bool HasPossibleCharacters(string key) => key.All(c => c is > ' ' and <= '~');

    /// <returns>What the data folder keeps as its first key; null where it keeps none, as an empty file does.</returns>
    public static string? Kept(DataFolder data) =>
        File.Exists(data.ApiKeyFile) && File.ReadAllText(data.ApiKeyFile).Trim() is { Length: > 0 } kept ? kept : null;

    /// <summary>
    /// The key of the settings, else the one kept in the data folder, else a new one, which is kept there (mode 0600).
    /// </summary>
    /// <exception cref="DataFolderException">The file of the data folder holds no key.</exception>
    public static FirstKey First(DataFolder data, string? configured)
    {
        if (configured is not null)
            return new FirstKey(configured, null, IsNew: false);
        if (Kept(data) is { } kept)
        {
            return IsPossible(kept) ? new FirstKey(kept, data.ApiKeyFile, IsNew: false) : throw new DataFolderException(
                $"The file {data.ApiKeyFile} holds no key: one has {Rule}. Delete the file, and a new key is made.");
        }

        var key = Generate();
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(data.ApiKeyFile, options);
        file.Write(Encoding.ASCII.GetBytes(key + "\n"));
        file.Flush(flushToDisk: true);
        return new FirstKey(key, data.ApiKeyFile, IsNew: true);
    }
}
