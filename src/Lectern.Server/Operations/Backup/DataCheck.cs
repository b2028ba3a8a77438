using System.Security.Cryptography;
using Lectern.Server.Platform;

namespace Lectern.Server.Operations.Backup;

/// <summary>
/// Whether a data folder, which a server may go on using, is whole: every database by its own check, every object that one names
/// by its hash. An object that is removed meanwhile is named by no database any more: they are looked at again.
/// </summary>
internal sealed class DataCheck(DataFolder data, StoredData stored)
{
    private const int MaxLooks = 5;

    private readonly HashSet<string> sound = new(StringComparer.Ordinal);

    /// <returns>What the databases name (null where they cannot be read), and a sentence for each fault.</returns>
    public async Task<(CopiedStore? Copied, IReadOnlyList<string> Faults)> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(data.Database))
            return (null, [$"The data folder {data.Root} holds no data of Lectern."]);
        for (var look = 1; ; look++)
        {
            var (copied, fault) = Look();
            if (copied is null)
                return (null, [fault!]);
            var faults = new List<string>();
            foreach (var hash in copied.Blobs.Where(h => !sound.Contains(h)).Order(StringComparer.Ordinal))
            {
                if (await FaultOfAsync(hash, cancellationToken) is { } found)
                    faults.Add(found);
                else
                    sound.Add(hash);
            }

            if (faults.Count == 0 || look == MaxLooks)
                return (copied, faults);
        }
    }

    /// <summary>Looks at copies, which stand for one moment each.</summary>
    private (CopiedStore? Copied, string? Fault) Look()
    {
        var copies = Path.Combine(data.Temporary, $"check-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(copies);
            stored.Databases.Copy(copies);
            return (stored.Databases.Check(copies), null);
        }
        catch (Exception e)
        {
            // Whatever a damaged file makes SQLite's reader throw.
            return (null, $"The databases of {data.Root} cannot be read: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(copies))
                Directory.Delete(copies, recursive: true);
        }
    }

    private async Task<string?> FaultOfAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = stored.Blobs.Open(hash);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == hash
                ? null
                : $"The object {hash} is damaged: its bytes are not what they were.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The object {hash} cannot be read: {e.Message}";
        }
    }
}
