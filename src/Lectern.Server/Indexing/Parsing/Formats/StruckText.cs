using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Text in which what is struck out stands between <c>~~</c>, with no blanks inside the marks. For one block at a time.
/// </summary>
internal sealed class StruckText
{
    private const string Mark = "~~";

    private readonly StringBuilder written = new();

    /// <summary>At the end of what is struck: they may come to stand behind its mark.</summary>
    private readonly StringBuilder blanks = new();
    private bool isOpen;

    public void Append(string text, bool isStruck)
    {
        if (!isStruck)
        {
            Close();
            written.Append(text);
            return;
        }

        var start = 0;
        while (!isOpen && start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var end = text.Length;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        written.Append(text, 0, start);
        if (end > start)
            Open(isStruck).Append(text, start, end - start);
        (isOpen ? blanks : written).Append(text, end, text.Length - end);
    }

    /// <summary>The text, to which the caller appends something that is no blank.</summary>
    public StringBuilder Open(bool isStruck)
    {
        if (!isStruck)
            Close();
        else if (!isOpen)
            written.Append(Mark);
        isOpen = isStruck;
        written.Append(blanks);
        blanks.Clear();
        return written;
    }

    /// <summary>Ends what is struck, before the blanks at its end.</summary>
    private void Close()
    {
        if (!isOpen)
            return;
        isOpen = false;
        written.Append(Mark).Append(blanks);
        blanks.Clear();
    }

    /// <returns>All that was written; nothing is left.</returns>
    public string Take()
    {
        Close();
        var whole = written.ToString();
        written.Clear();
        return whole;
    }
}
