using System.Text;

namespace Lectern.Server.Indexing.Parsing.Formats;

/// <summary>
/// Text in which what is struck out stands between <c>~~</c>, with no blanks inside the marks. For one block at a time.
/// </summary>
internal sealed class StruckText
{
    private const string Mark = "~~";

    private readonly StringBuilder written = new();
    private bool isOpen;

    public void Append(string text, bool isStruck)
    {
        if (text.Length == 0)
            return;
        if (isStruck == isOpen)
        {
            written.Append(text);
            return;
        }

        if (isOpen)
        {
            Close();
            written.Append(text);
            return;
        }

        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        if (start == text.Length)
        {
            written.Append(text);
            return;
        }

        written.Append(text, 0, start).Append(Mark);
        isOpen = true;
        written.Append(text, start, text.Length - start);
    }

    /// <summary>The text, to which the caller appends something that is no blank.</summary>
    public StringBuilder Open(bool isStruck)
    {
        if (isStruck && !isOpen)
            written.Append(Mark);
        else if (!isStruck)
            Close();
        isOpen = isStruck;
        return written;
    }

    /// <summary>Ends what is struck, before the blanks at its end.</summary>
    private void Close()
    {
        if (!isOpen)
            return;
        isOpen = false;
        var end = written.Length;
        while (end > 0 && char.IsWhiteSpace(written[end - 1]))
            end--;
        written.Insert(end, Mark);
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
