namespace Lectern.Server.Agent.Citations.Reading;

/// <summary>
/// Finds the figures among a text's tokens: numbers in digits and words with their unit and what bounds them, times, dates. For
/// one text.
/// </summary>
/// <param name="isClaim">
/// A claim's "1 200" is one number, and its "one" is none; of a document's both readings are kept.
/// </param>
internal sealed class FigureReader(IReadOnlyList<Token> tokens, bool isClaim, char? decimalSign)
{
    private readonly List<Figure> figures = [];

    /// <summary>Tokens that are part of a figure, its unit or its bound.</summary>
    private readonly HashSet<int> used = [];

    /// <returns>The figures in order, and the tokens that are part of one, of its unit or of what bounds it.</returns>
    public static (IReadOnlyList<Figure> Figures, IReadOnlySet<int> Used) Read(IReadOnlyList<Token> tokens, bool isClaim)
    {
        var decimalSign = NumberStyle.DecimalSign(tokens);
        var figures = new List<Figure>();
        var used = new HashSet<int>();

        // A figure does not go on in the next cell.
        for (var (start, end) = (0, 0); start < tokens.Count; start = end)
        {
            while (end < tokens.Count && tokens[end].Column == tokens[start].Column && tokens[end].IsHead == tokens[start].IsHead)
                end++;
            var reader = new FigureReader(
                start == 0 && end == tokens.Count ? tokens : [.. tokens.Skip(start).Take(end - start)], isClaim, decimalSign);
            figures.AddRange(reader.Read().Select(f => f with { First = f.First + start, Last = f.Last + start }));
            used.UnionWith(reader.used.Select(i => i + start));
        }

        return (figures, used);
    }

    private List<Figure> Read()
    {
        for (var i = 0; i < tokens.Count;)
        {
            if ((Dates.At(tokens, i) ?? Times.At(tokens, i) ?? NumberAt(i)) is { } figure)
            {
                Add(figure);
                i = figure.Last + 1;
            }
            else
            {
                i++;
            }
        }

        CarryUnits();
        return figures;
    }

    private void Add(Figure figure)
    {
        for (var i = figure.First; i <= figure.Last; i++)
            used.Add(i);
        var first = figure.First;
        if (first > 0 && SignOfMoney(tokens[first - 1]) is { } money)
        {
            first--;
            used.Add(first);

            // "€20m" is millions and no metres.
            var isScaled = figure.Scale is { Length: <= 2 } && figure.Unscaled.Count > 0;
            figure = figure with { Unit = money, Values = isScaled ? [.. figure.Values.Except(figure.Unscaled)] : figure.Values };
        }

        figures.Add(figure with
        {
            Bound = figure.Bound == Bound.None ? Bounds.Read(tokens, first, figure.Last, used) : figure.Bound,
            Preposition = Prepositions.Before(tokens, first),
            IsCount = figure.Last + 1 < tokens.Count
                && ((tokens[figure.Last + 1] is { IsContent: true, IsCapital: false } && !SaysWhatHappens(figure.Last + 1))
                || tokens[figure.Last + 1].Word is "with" or "of" or "for" or "mit" or "von")
                && !(first > 0 && tokens[first - 1].Word is "the" or "this" or "that" or "jahr" or "year"),
        });
    }

    /// <summary>"2021 stieg der Umsatz": a verb counts nothing.</summary>
    private bool SaysWhatHappens(int at) =>
        VerbForms.Are(tokens, at) || Directions.Of(tokens[at], at) is { } direction && direction.Ways.Any(w => w.IsStrong);

    private static string? SignOfMoney(Token token) => Units.Name(token.Word) is { } unit && Units.IsMoney(unit) ? unit : null;

    private Figure? NumberAt(int i)
    {
        if (tokens[i].Kind == TokenKind.Number)
            return Digits(i);
        if (tokens[i].Kind != TokenKind.Word)
            return null;
        if (OrdinalAt(i) is { } ordinal)
            return new Figure(i, i, [ordinal]) { Unit = Units.Place };
        if (NumberWords.PlaceValue(tokens[i].Word) is { } place)
        {
            var isPart = i > 0 && (tokens[i - 1].Word is "a" or "one" || NumberWords.Value(tokens[i - 1].Word) is not null);
            return isPart && figures.Count > 0 && figures[^1].Last == i - 1 ? null
                : new Figure(i, i, isPart ? [1 / place] : [place]) { Unit = isPart ? null : Units.Place };
        }

        var (value, last) = NumberPhrases.At(tokens, i);
        if (value is { } number)
            return Scaled(new Figure(i, last, [number]));
        return tokens[i].Word is "one" && !isClaim && !(i > 0 && tokens[i - 1].Word is "no" or "the" or "this" or "that")
            ? Scaled(new Figure(i, i, [1]) { IsWeak = true })
            : null;
    }

    /// <summary>"The second" is a place where it names one of several; a second is a time, and "the first time" none.</summary>
    private decimal? OrdinalAt(int i)
    {
        decimal? value = tokens[i].Word switch
        {
            "first" or "erste" or "ersten" or "erster" => 1,
            "second" or "zweite" or "zweiten" or "zweiter" => 2,
            _ => null,
        };
        var isNamed = i > 0
            && tokens[i - 1]
                .Word is "the" or "a" or "its" or "his" or "her" or "their" or "der" or "die" or "das" or "den" or "dem";
        return isNamed && !(i + 1 < tokens.Count && tokens[i + 1].Word is "time" or "mal" or "half" or "of" or "to") ? value
            : null;
    }

    private Figure Digits(int i)
    {
        var word = tokens[i].Word;
        var last = i;

        // 12 300: one number, when three digits follow one to three.
        while (IsGroup(last, word))
        {
            last++;
            word += "'" + tokens[last].Word;
        }

        if (last > i && !isClaim)
        {
            for (var part = i; part <= last; part++)
                Add(Scaled(
                    new Figure(part, part, NumberStyle.Values(tokens[part].Word, decimalSign)) { Digits = tokens[part].Word }));
        }

        var values = NumberStyle.Values(word, last > i ? null : decimalSign);

        // 2/3 of something, and 1/2.
        if (last == i && tokens.IsSign(i + 1, '/') && tokens.Whole(i) is { } over
            && tokens.Whole(i + 2) is > 1 and <= 12 and var under && over < under
            && Adjacent(i, i + 2))
            return new Figure(i, i + 2, [(decimal)over / under]) { Digits = $"{over}/{under}" };
        return Scaled(new Figure(i, last, values) { Digits = word });
    }

    private bool IsGroup(int last, string word) =>
        word.Split('\'')[0].Length <= 3 && word.All(c => char.IsAsciiDigit(c) || c == '\'') && last + 1 < tokens.Count
        && tokens[last + 1].Kind == TokenKind.Number && tokens[last + 1].Word.Length >= 3
        && tokens[last + 1].Word.Take(3).All(char.IsAsciiDigit)
        && (tokens[last + 1].Word.Length == 3 || tokens[last + 1].Word[3] is '.' or ',')
        && tokens[last + 1].Start == tokens[last].End + 1 && word[0] != '0';

    /// <summary>The word of a power of ten behind a number, and its unit.</summary>
    private Figure Scaled(Figure figure)
    {
        var at = figure.Last + 1;
        var values = figure.Values;
        var unscaled = values;
        string? scale = null;
        while (at < tokens.Count && tokens[at].IsWord
            && NumberWords.Scale(tokens[at].Word) is { } power && values.All(v => v < 1_000_000_000))
        {
            var isShort = tokens[at].Word.Length <= 2;
            if (isShort && tokens[at].Start > tokens[at - 1].End + 1)
                break;

            // "5 m" is five metres as well as five million.
            values = [.. isShort ? values : [], .. values.Select(v => v * power)];
            scale = tokens[at].Word;
            at++;
            if (isShort)
                break;
        }

        var (unit, last) = UnitPhrases.At(tokens, at, figure);
        if (unit is null && scale is { Length: <= 2 })
            unit = Units.Name(scale);
        return figure with
        {
            Values = values,
            Unscaled = scale is null ? [] : unscaled,
            Scale = scale,
            Unit = unit,
            Last = Math.Max(last, at - 1),
        };
    }

    /// <summary>"740 and 910 euros": the unit is said once.</summary>
    private void CarryUnits()
    {
        figures.Sort((a, b) => a.First.CompareTo(b.First));
        for (var i = figures.Count - 2; i >= 0; i--)
        {
            var (one, next) = (figures[i], figures[i + 1]);
            if (one.Unit is null && next.Unit is not null && one.Date is null && one.Time is null
                && next.First - one.Last is 1 or 2 or 3
                && tokens.Skip(one.Last + 1).Take(next.First - one.Last - 1)
                    .All(t => t.Word is "and" or "or" or "to" or "und" or "oder" or "bis" or "," or "-" or "/"
                        || SignOfMoney(t) is not null))
            {
                figures[i] = one with { Unit = next.Unit };
            }
        }
    }

    private bool Adjacent(int from, int to) => tokens[to].Start - tokens[from].End == 1;
}
