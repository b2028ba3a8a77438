namespace Lectern.Server.Agent;

/// <summary>An index as a turn sees it.</summary>
/// <param name="FilesWaiting">Changed files of its directory that it has not taken in.</param>
internal sealed record TurnIndex(string Id, string ExportConfigId, string Name, int FilesWaiting = 0);
