using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Text as runs come, each raised, lowered, struck or plain; runs of the same kind are one. For one block at a time.
/// </summary>
internal sealed class MarkedText
{
    private readonly StruckText text = new();
    private readonly StringBuilder run = new();
    private int shift;
    private bool isStruck;

    public bool IsEmpty { get; private set; } = true;

    /// <param name="raised">1 above the line, -1 below, 0 on it.</param>
    public void Append(string what, bool struck = false, int raised = 0)
    {
        if (what.Length == 0)
            return;
        IsEmpty = false;
        if (raised != shift || (raised != 0 && struck != isStruck))
            EndRun();
        (shift, isStruck) = (raised, struck);
        if (raised == 0)
            text.Append(what, struck);
        else
            run.Append(what);
    }

    /// <returns>All that was written; nothing is left.</returns>
    public string Take()
    {
        EndRun();
        (shift, isStruck, IsEmpty) = (0, false, true);
        return text.Take();
    }

    private void EndRun()
    {
        if (run.Length == 0)
            return;
        var what = run.ToString();
        run.Clear();
        if (string.IsNullOrWhiteSpace(what))
        {
            text.Append(what, isStruck);
            return;
        }

        if (shift > 0)
            RaisedText.Raise(text.Open(isStruck), what);
        else
            RaisedText.Lower(text.Open(isStruck), what);
        if (char.IsWhiteSpace(what[^1]))
            text.Append(" ", isStruck);
    }
}
