namespace Lectern.Server.Indexing.Embedding;

/// <summary>Reads a file of a model's folder that is read whole.</summary>
internal static class ModelFile
{
    /// <param name="otherwise">What a longer file is: "it holds no settings".</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="EmbeddingException">It is longer.</exception>
    public static byte[]? Read(string folder, string name, long maxBytes, string otherwise)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            return null;
        return file.Length <= maxBytes ? File.ReadAllBytes(file.FullName)
            : throw new EmbeddingException($"{file.FullName} has more than {maxBytes >> 20} MiB: {otherwise}.");
    }
}
