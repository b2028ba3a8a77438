namespace Lectern.Server.Agent.Answers;

/// <summary>What a line is to an open fence.</summary>
internal enum FenceLine
{
    Code,
    Closes,

    /// <summary>The line before was its last.</summary>
    Ends,

    /// <summary>Some programs end the fence here, others do not.</summary>
    Doubtful,
}
