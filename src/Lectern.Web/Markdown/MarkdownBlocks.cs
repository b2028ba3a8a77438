namespace Lectern.Web.Markdown;

/// <summary>
/// Finds where a growing Markdown text can be cut into parts that mean the same alone as together, so that a part is parsed and
/// shown once, however much follows it.
/// </summary>
internal static class MarkdownBlocks
{
    /// <summary>
    /// The last place in <paramref name="text"/>, at a line's start, before which every block is closed; 0 when there is none.
    /// </summary>
    public static int LastCut(ReadOnlySpan<char> text)
    {
        var cut = 0;
        var start = 0;
        var afterBlank = false;
        var inList = false;
        Fence? fence = null;
        while (start < text.Length)
        {
            var length = text[start..].IndexOf('\n');
            if (length < 0 && fence is null && !afterBlank)
                break;
            var line = (length < 0 ? text[start..] : text.Slice(start, length)).TrimEnd('\r');
            var indent = line.Length - line.TrimStart(' ').Length;
            var content = line[indent..];
            if (fence is { } open)
            {
                if (open.IsClosedBy(content))
                    fence = null;
            }
            else if (content.IsEmpty)
            {
                afterBlank = true;
            }
            else
            {
                var isItem = IsListItem(content);
                if (afterBlank && indent == 0 && !(inList && isItem))
                {
                    // A line that is not whole yet may still become a list item.
                    if (length < 0 && inList)
                        break;
                    (cut, inList) = (start, isItem);
                }
                else if (indent == 0 && isItem)
                {
                    inList = true;
                }

                afterBlank = false;
                fence = Fence.OpenedBy(content);
            }

            if (length < 0)
                break;
            start += length + 1;
        }

        return cut;
    }

    private static bool IsListItem(ReadOnlySpan<char> content)
    {
        if (content[0] is '-' or '*' or '+')
            return content.Length == 1 || content[1] == ' ';
        var digits = 0;
        while (digits < content.Length && digits < 10 && char.IsAsciiDigit(content[digits]))
            digits++;
        return digits > 0 && digits < content.Length && content[digits] is '.' or ')'
            && (digits + 1 == content.Length || content[digits + 1] == ' ');
    }

    /// <summary>Code between fences, or a formula between lines of <c>$$</c>: blank lines in it are part of it.</summary>
    private readonly record struct Fence(char Sign, int Length)
    {
        public static Fence? OpenedBy(ReadOnlySpan<char> content)
        {
            var length = Run(content);
            return content[0] switch
            {
                '`' when length >= 3 && !content[length..].Contains('`') => new Fence('`', length),
                '~' when length >= 3 => new Fence('~', length),
                '$' when length == 2 && content.TrimEnd().Length == 2 => new Fence('$', 2),
                _ => null,
            };
        }

        public bool IsClosedBy(ReadOnlySpan<char> content)
        {
            if (content.IsEmpty || content[0] != Sign)
                return false;
            var length = Run(content);
            return length >= Length && content[length..].IsWhiteSpace();
        }

        private static int Run(ReadOnlySpan<char> content)
        {
            var length = content.IndexOfAnyExcept(content[0]);
            return length < 0 ? content.Length : length;
        }
    }
}
