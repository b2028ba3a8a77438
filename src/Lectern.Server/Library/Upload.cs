using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Lectern.Server.Library;

/// <summary>What a form held. Disposing of it removes a file that was not kept.</summary>
internal sealed class Upload : IDisposable
{
    /// <summary>Null when the form had no file.</summary>
    public StagedBlob? Content { get; set; }

    public string FileName { get; set; } = "file";

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>A field's text; null when absent or empty.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Reserved until the file is counted, or not kept.</summary>
    public IDisposable? Room { get; set; }

    public void Dispose()
    {
        Content?.Dispose();
        Room?.Dispose();
    }
}
