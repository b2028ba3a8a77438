namespace Lectern.Server.Agent.Answers;

/// <summary>What follows, as far as it has come and as far as a rule looks. Every rule looks a bounded way.</summary>
internal readonly ref struct TextAhead
{
    public TextAhead(ReadOnlySpan<char> text, bool isAll)
    {
        Text = text;
        IsAll = isAll;
    }

    public ReadOnlySpan<char> Text { get; }

    /// <summary>Nothing more can come that the rule would look at.</summary>
    public bool IsAll { get; }

    /// <summary>The same whether more has come or not: what is decided must not depend on how an answer was split.</summary>
    public TextAhead Upto(int most) => Text.Length >= most ? new TextAhead(Text[..most], true) : this;

    public TextAhead From(int start) => new(Text[start..], IsAll);
}
