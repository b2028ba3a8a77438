namespace Lectern.Server.Platform.Outgoing;

internal enum ModelFaultKind
{
    Other,

    /// <summary>The conversation did not fit: asking again with less may help.</summary>
    TooLong,
}
