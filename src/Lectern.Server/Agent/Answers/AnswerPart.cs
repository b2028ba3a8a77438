namespace Lectern.Server.Agent.Answers;

/// <summary>A piece of what a model says, as <see cref="AnswerScanner"/> hands it on.</summary>
internal abstract class AnswerPart
{
    private AnswerPart()
    {
    }

    /// <summary>Words that any program may render; shown as they are.</summary>
    public sealed class Words(string text) : AnswerPart
    {
        public string Text => text;
    }

    /// <summary>
    /// A mark, <c>[3]</c> or <c>[1, 2-4]</c>, whose every number names a passage. Who reads it sets what stands in its place.
    /// </summary>
    public sealed class Mark(IReadOnlyList<int> numbers, string text, string before, bool mayBeText) : AnswerPart
    {
        public IReadOnlyList<int> Numbers => numbers;

        /// <summary>As the model wrote it.</summary>
        public string Text => text;

        /// <summary>Blanks that go with the mark when it is left out.</summary>
        public string Before => before;

        /// <summary>
        /// Whether it is no mark at all when it cannot be proved, as behind a word that may be the name of a list.
        /// </summary>
        public bool MayBeText => mayBeText;

        /// <summary>What was written in its place; empty when it was left out.</summary>
        public string Written { get; private set; } = "";

        /// <summary>Whether it was found to be words.</summary>
        public bool IsText { get; private set; }

        /// <param name="written">In its place.</param>
        public void Prove(string written) => Written = written;

        /// <summary>It is no mark: it is written as it is.</summary>
        /// <returns>What is written.</returns>
        public string BeText()
        {
            IsText = true;
            return Written = before + text;
        }
    }
}
