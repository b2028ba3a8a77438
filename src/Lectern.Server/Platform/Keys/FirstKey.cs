namespace Lectern.Server.Platform.Keys;

/// <summary>
/// The default project's first key. It is shown when it was just generated, and never when an operator chose it.
/// </summary>
/// <param name="File">Where a generated key is kept; null for one of the settings.</param>
/// <param name="IsNew">It was generated at this start.</param>
internal sealed record FirstKey(string Value, string? File, bool IsNew)
{
    /// <summary>Says where the key is, without it.</summary>
    public string Place => File is null ? "LECTERN_API_KEY" : File;

    /// <summary>The key as a shell finds it, between double quotes.</summary>
    public string ForShell =>
        File is null ? "$LECTERN_API_KEY" : $"$(cat '{File.Replace("'", @"'\''", StringComparison.Ordinal)}')";
}
