namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Whether something has to be, may be, or is only thought to be.</summary>
internal enum Modality
{
    Must,
    Should,
    May,
    Perhaps,
}
