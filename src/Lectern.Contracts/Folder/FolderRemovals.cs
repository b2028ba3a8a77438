namespace Lectern.Contracts;

/// <param name="Files">How many missing files are removed from the directory now.</param>
public sealed record FolderRemovals(int Files);
