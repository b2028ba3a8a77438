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
            if ((DateAt(i) ?? TimeAt(i) ?? NumberAt(i)) is { } figure)
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

    private Figure? DateAt(int i)
    {
        // 2021-03-04
        if (Whole(i) is >= 1000 and < 2200 and var isoYear && IsSign(i + 1, '-') && Part(i + 2, 12) is { } isoMonth
            && IsSign(i + 3, '-')
            && Part(i + 4, 31) is { } isoDay && tokens[i + 2].Word.Length == 2)
        {
            return Dated(i, i + 4, isoYear, isoMonth, isoDay);
        }

        // 04.03.2021
        if (tokens[i].Kind == TokenKind.Number && tokens[i].Word.Split('.') is [var d, var m, { Length: 4 } y]
            && int.TryParse(d, out var day) && int.TryParse(m, out var month) && day is > 0 and <= 31 && month is > 0 and <= 12)
        {
            return Dated(i, i, int.Parse(y, System.Globalization.CultureInfo.InvariantCulture), month, day);
        }

        // 4 March 2021, 4. März 2021, 4 de marzo de 2021, 4 March
        if (Part(i, 31) is { } dayFirst)
        {
            var at = Skip(i + 1, ".", "st", "nd", "rd", "th", "de", "of");
            if (MonthAt(at) is { } named && tokens[at].Start - tokens[i].End < 8)
            {
                var yearAt = Skip(at + 1, ",", "de", ".");
                var year = YearAt(yearAt);
                return Dated(i, year is null ? at : yearAt, year, named, dayFirst);
            }
        }

        // March 4, 2021; March 2021; in March
        if (MonthAt(i) is { } first)
        {
            if (Part(i + 1, 31) is { } dayBehind && (tokens[i].IsCapital || !Months.IsDoubtful(tokens[i].Word))
                && !IsSign(i + 2, '%'))
            {
                var at = Skip(i + 2, "st", "nd", "rd", "th");
                var yearAt = Skip(at, ",");
                return YearAt(yearAt) is { } year ? Dated(i, yearAt, year, first, dayBehind)
                    : Dated(i, at - 1, null, first, dayBehind);
            }

            if (YearAt(Skip(i + 1, "de", ",", ".")) is { } only && tokens[i].IsCapital)
                return Dated(i, Skip(i + 1, "de", ",", "."), only, first, null);
            if (tokens[i].IsCapital
                && (tokens.Count == 1 || !Months.IsDoubtful(tokens[i].Word)
                || (i > 0 && tokens[i - 1].Word is "in" or "of" or "since" or "until" or "from" or "to" or "by" or "im")))
                return Dated(i, i, null, first, null);
        }

        return null;
    }

    private static Figure Dated(int first, int last, int? year, int? month, int? day) =>
        new(first, last, []) { Date = new Date(year, month, day) };

    private Figure? TimeAt(int i)
    {
        if (tokens[i].Kind != TokenKind.Number || tokens[i].Word.Split(':') is not ({ Length: 2 or 3 } parts)
            || !parts.All(p => p.Length is 1 or 2) || !int.TryParse(parts[0], out var hour) || hour > 24)
        {
            return null;
        }

        var last = i;
        if (i + 1 < tokens.Count && tokens[i + 1].Word is "pm" or "am")
        {
            hour += tokens[i + 1].Word == "pm" && hour < 12 ? 12 : 0;
            last = i + 1;
        }

        return new Figure(
            i, last, [])
        {
            Time = string.Join(
                ':', parts.Skip(1).Prepend(hour.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        };
    }

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

        var (value, last) = Words(i);
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
            Add(Scaled(new Figure(i, i, NumberStyle.Values(tokens[i].Word, decimalSign)) { Digits = tokens[i].Word }));
        if (last > i && !isClaim)
        {
            for (var part = i + 1; part <= last; part++)
                Add(Scaled(
                    new Figure(part, part, NumberStyle.Values(tokens[part].Word, decimalSign)) { Digits = tokens[part].Word }));
        }

        var values = NumberStyle.Values(word, last > i ? null : decimalSign);

        // 2/3 of something, and 1/2.
        if (last == i && IsSign(i + 1, '/') && Whole(i) is { } over && Whole(i + 2) is > 1 and <= 12 and var under && over < under
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

        var (unit, last) = UnitAt(at, figure);
        if (unit is null && scale is { Length: <= 2 })
            unit = Units.Name(scale);
        return figure with
        {
            Values = values,
            Unscaled = scale is null ? []
            : unscaled,
            Scale = scale,
            Unit = unit,
            Last = Math.Max(last, at - 1)
        };
    }

    private (string? Unit, int Last) UnitAt(int at, Figure figure)
    {
        if (at < tokens.Count && tokens[at].Is('-') && at + 1 < tokens.Count && tokens[at + 1].IsWord
            && Units.IsSure(tokens[at + 1].Word))
            at++;
        if (at >= tokens.Count)
            return (null, figure.Last);
        if (tokens[at].Word is "or" or "and" && at + 2 < tokens.Count
            && tokens[at + 1].Word is "more" or "less" or "fewer" or "older" && Units.IsSure(tokens[at + 2].Word))
            return (Units.Name(tokens[at + 2].Word), figure.Last);
        if (tokens[at].Word is "per" or "pro" && at + 1 < tokens.Count && tokens[at + 1].Word is "cent" or "mille" or "mill")
            return (tokens[at + 1].Word == "cent" ? "%" : "permille", at + 1);
        var prefix = tokens[at].Word is "square" or "cubic" or "sq" or "cu" ? tokens[at].Word[0] == 's' ? "2" : "3" : null;
        if (prefix is not null)
            at++;
        if (at >= tokens.Count)
            return (null, figure.Last);
        var isJoined = tokens[at].Start == tokens[at - 1].End;
        var name = isJoined ? Units.JoinedName(tokens[at].Word) : Units.Name(tokens[at].Word);

        // 1990s, the 3rd
        if (isJoined && tokens[at].Word is "s" && figure.Values is [>= 1000 and <= 2100])
            return (null, at);
        if (name is null || (tokens[at].Word.Length == 1 && tokens[at].IsWord && tokens[at].IsCapital))
            return (null, figure.Last);
        if (name == "degree" && at + 1 < tokens.Count && tokens[at + 1].Word is "c" or "f" or "celsius" or "fahrenheit")
            return (tokens[at + 1].Word[0] == 'c' ? "°c" : "°f", at + 1);
        if (at + 2 < tokens.Count && tokens[at + 1].Is('/') && Units.JoinedName(tokens[at + 2].Word) is { } per)
            return ($"{name}{prefix}/{per}", at + 2);
        return (name + prefix, at);
    }

    /// <summary>A number in words, as far as it goes.</summary>
    private (decimal? Value, int Last) Words(int i)
    {
        decimal total = 0, part = 0, smallest = decimal.MaxValue;
        var last = i - 1;
        for (var at = i; at < tokens.Count; at++)
        {
            var word = tokens[at].Word;
            if (last >= i && (tokens[at].Is('-') || word is "and" or "und") && at + 1 < tokens.Count
                && InCompound(tokens[at + 1].Word) is < 100 && (tokens[at].Is('-') || smallest >= 100))
            {
                continue;
            }

            if (NumberWords.Scale(word) is { } scale
                && (last >= i || word is "hundred" or "thousand" or "million" or "hundert" or "tausend") && word.Length > 2)
            {
                if (scale == 100)
                    part = Math.Max(1, part) * 100;
                else
                    (total, part) = (total + (Math.Max(1, part) * scale), 0);
                (smallest, last) = (scale, at);
            }
            else if ((last < i ? NumberWords.Value(word) : InCompound(word)) is { } value && value != 0.5m
                && (last < i || (value < smallest && smallest >= 20 && (smallest >= 100 || value < 10))))
            {
                part += value;
                (smallest, last) = (value >= 20 && value < 100 && value % 10 == 0 ? value : value < 20 ? 1 : 1, at);
            }
            else if (NumberWords.Value(word) is 0.5m && last < i)
            {
                return (0.5m, at);
            }
            else
            {
                break;
            }
        }

        if (last < i)
            return (null, i);

        // Two thirds, three quarters.
        if (last + 1 < tokens.Count && total == 0 && part is > 0 and <= 4 && Fraction(tokens[last + 1].Word) is { } under)
            return (part / under, last + 1);
        return (total + part, last);
    }

    /// <summary>"One" is a number behind another: twenty-one.</summary>
    private static decimal? InCompound(string word) => word is "one" ? 1 : NumberWords.Value(word);

    private static decimal? Fraction(string word) => word switch
    {
        "quarters" or "quarter" => 4,
        "thirds" => 3,
        "fifths" => 5,
        _ => null,
    };

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

    private int Skip(int at, params ReadOnlySpan<string> words)
    {
        while (at < tokens.Count && words.Contains(tokens[at].Word))
            at++;
        return at;
    }

    private int? Whole(int at) => at < tokens.Count && tokens[at].Kind == TokenKind.Number
        && int.TryParse(tokens[at].Word, out var value) ? value : null;

    private int? Part(int at, int most) => Whole(at) is > 0 and var value && value <= most && tokens[at].Word.Length <= 2 ? value
        : null;

    private int? YearAt(int at) => Whole(at) is >= 1000 and < 2200 and var year ? year : null;

    private int? MonthAt(int at) => at < tokens.Count && tokens[at].IsWord ? Months.Number(tokens[at].Word) : null;

    private bool IsSign(int at, char sign) => at < tokens.Count && tokens[at].Is(sign);

    private bool Adjacent(int from, int to) => tokens[to].Start - tokens[from].End == 1;
}
