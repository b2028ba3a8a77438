using System.Text;
using Lectern.Server.Agent.Answers;

namespace Lectern.Tests.Agent.Answers;

/// <summary>What becomes of an answer in the scanner alone: marks of odd passages hold, those of even ones fail.</summary>
internal static class ScannedAnswer
{
    /// <param name="pieces">As they come.</param>
    public static string Of(IEnumerable<string> pieces) => OfTexts(pieces);

    /// <summary>Several texts of one turn, put together.</summary>
    public static string OfTexts(params IEnumerable<string>[] texts) => Of(texts, passages: 9, out _);

    /// <param name="passages">Numbers from 1 up to this name passages.</param>
    public static string Of(IEnumerable<IEnumerable<string>> texts, int passages, out AnswerScanner scanner)
    {
        scanner = new AnswerScanner(a => a == HostileMarkdown.Known || a == "known@known.example", new Numbers(passages));
        var said = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var piece in text)
                Write(said, scanner.Add(piece));
            Write(said, scanner.End());
        }

        return said.ToString();
    }

    private sealed class Numbers(int last) : IMarked
    {
        public bool IsEmpty => last == 0;

        public bool Holds(int number) => number >= 1 && number <= last;
    }

    private static void Write(StringBuilder said, IEnumerable<AnswerPart> parts)
    {
        foreach (var part in parts)
        {
            if (part is AnswerPart.Words words)
            {
                said.Append(words.Text);
                continue;
            }

            var mark = (AnswerPart.Mark)part;
            if (mark.Numbers[0] % 2 == 1)
                mark.Prove($"{mark.Before}[{mark.Numbers[0]}]");
            else if (mark.MayBeText)
                mark.BeText();
            said.Append(mark.Written);
        }
    }
}
