namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>What a line is to the fences of a text.</summary>
internal enum CodeLine
{
    None,

    /// <summary>It opens or closes one.</summary>
    Fence,

    /// <summary>It stands between them.</summary>
    Code,
}
