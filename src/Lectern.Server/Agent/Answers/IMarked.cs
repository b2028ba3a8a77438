namespace Lectern.Server.Agent.Answers;

/// <summary>The numbers that an answer's marks may name.</summary>
internal interface IMarked
{
    /// <summary>Whether there is none yet: then nothing in a text is a mark.</summary>
    bool IsEmpty { get; }

    bool Holds(int number);
}
