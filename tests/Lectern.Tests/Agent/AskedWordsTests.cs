using Lectern.Server.Agent.Models.Extractive;
using Lectern.Server.Text;

namespace Lectern.Tests.Agent;

/// <summary>What the words of a question ask for, and what a sentence begins with, in other languages than English.</summary>
public sealed class AskedWordsTests
{
    [Theory]
    [InlineData("Wie viele Boote liegen im Hafen?", true)]
    [InlineData("Wie heißt der Hafen?", false)]
    [InlineData("¿En qué año se abrió el puerto?", true)]
    [InlineData("¿Quién abrió el puerto?", false)]
    [InlineData("Сколько лодок в гавани?", true)]
    [InlineData("Πόσες βάρκες έχει το λιμάνι;", true)]
    [InlineData("Limanda kaç tekne var?", true)]
    [InlineData("Câte bărci sunt în port?", true)]
    [InlineData("बंदरगाह में कितनी नावें हैं?", true)]
    [InlineData("Có bao nhiêu thuyền trong cảng?", true)]
    [InlineData("كم قاربًا في الميناء؟", true)]
    [InlineData("من فتح الميناء؟", false)]
    [InlineData("港口有多少船？", true)]
    [InlineData("谁开了港口？", false)]
    [InlineData("ท่าเรือมีเรือกี่ลำ", true)]
    public void A_question_for_a_number_is_known(string question, bool asksFigure) =>
        Assert.Equal(asksFigure, AskedFigure.IsIn(question));

    [Theory]
    [InlineData("Es sind 12 Boote.", true)]
    [InlineData("Im Jahr 1870 gab es Boote.", false)]
    [InlineData("Es sind zwölf Boote.", true)]
    [InlineData("Es gibt Boote.", false)]
    [InlineData("一共有三十艘船。", true)]
    [InlineData("هناك ١٢ قاربًا.", true)]
    public void A_number_that_the_question_says_itself_is_no_answer(string sentence, bool saysFigure) =>
        Assert.Equal(saysFigure, AskedFigure.IsSaidBy(sentence, new HashSet<string> { "wie", "viele", "1870" }));

    [Theory]
    [InlineData("Wann wurde der Leuchtturm gebaut?", "de:leuchtturm de:gebaut")]
    [InlineData("¿Cuándo se construyó el faro?", "es:constru es:far")]
    [InlineData("متى تم بناء المنارة؟", "ar:تم ar:بناء ar:منار")]
    public void Words_that_only_ask_are_not_looked_for(string question, string wanted)
    {
        var language = Terms.LanguagesOf([question]);
        Assert.Equal(wanted.Split(' '), Terms.ForQueryIn(question, language));
    }

    [Theory]
    [InlineData("Wer baute den Turm?", "Der Turm steht in Selm. Er wurde von Ida gebaut.", "Der Turm steht in Selm. Er wurde")]
    [InlineData("¿Quién construyó la torre?", "La torre está en Selm. Ésta fue obra de Ida.", "La torre está en Selm.")]
    [InlineData("谁建了灯塔？", "灯塔在港口。它由王明建造。", "灯塔在港口。它由王明建造。")]
    public void A_sentence_that_means_the_one_before_is_quoted_with_it(string question, string content, string begins)
    {
        var quotes = QuoteSelection.Choose(
            new Question(question, ""), [new QuotedPassage(content, "", "a.txt", 1) { Score = 0.6 }], null,
            TestContext.Current.CancellationToken);
        Assert.Contains(quotes, q => q.Text.StartsWith(begins, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sentence_with_a_figure_comes_first_where_one_is_asked_for()
    {
        const string content = "Die Boote im Hafen von Selm sind meist alt. Im Hafen von Selm liegen derzeit 48 Kähne.";
        var quotes = QuoteSelection.Choose(
            new Question("Wie viele Boote liegen im Hafen von Selm?", ""),
            [new QuotedPassage(content, "", "a.txt", 1) { Score = 0.6 }], null, TestContext.Current.CancellationToken);
        Assert.Contains("48", quotes[0].Text, StringComparison.Ordinal);
    }
}
