namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>Finds what a text says must, should or may be; English and German. Thread-safe.</summary>
internal static class Modals
{
    private const int Reach = 4;

    private static readonly Dictionary<string, Modality> Words = WordList.Map<Modality>(
        (Modality.Must, """
            must shall obliged mandatory compulsory obligatory muss mussen musste mussten verpflichtet obligatorisch
            """),
        (Modality.Should, "should ought recommended advised sollte sollten empfohlen"),
        (Modality.May, "may can could allowed permitted able optional darf durfen kann konnen konnte erlaubt"),
        (Modality.Perhaps, """
            might possibly perhaps probably presumably likely vielleicht wahrscheinlich moglicherweise vermutlich
            """));

    public static IReadOnlyList<Modal> Of(IReadOnlyList<Token> tokens)
    {
        var found = new List<Modal>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].IsWord && At(tokens, at) is { } modality)
                found.Add(new Modal(at, modality, Verb(tokens, at)));
        }

        return found;
    }

    private static Modality? At(IReadOnlyList<Token> tokens, int at)
    {
        var word = tokens[at].Word;
        if (word is "have" or "has" or "had" && at + 1 < tokens.Count && tokens[at + 1].Word == "to")
            return Modality.Must;
        if (word is "required" or "need" or "needs" or "needed" && at + 1 < tokens.Count && tokens[at + 1].Word == "to")
            return Modality.Must;
        if (word == "may" && tokens[at].IsCapital && at > 0)
            return null;
        return Words.TryGetValue(word, out var modality) ? modality : null;
    }

    private static int Verb(IReadOnlyList<Token> tokens, int at)
    {
        for (var i = at + 1; i < tokens.Count && i <= at + Reach; i++)
        {
            if (tokens[i].IsContent)
                return i;
        }

        return -1;
    }
}
