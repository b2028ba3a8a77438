namespace Lectern.Tests.Agent.Citations;

/// <summary>One figure, written as other countries and scripts write it.</summary>
public sealed class FigureFormatTests
{
    [Theory]
    [InlineData("The mill cost 1200 crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost 1 200 crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost 1.200 crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost 1'200 crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost twelve hundred crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost one thousand two hundred crowns.", "The mill cost 1200 crowns.")]
    [InlineData("Die Mühle kostete zwölfhundert Kronen.", "Die Mühle kostete 1.200 Kronen.")]
    [InlineData("Die Mühle kostete vierundzwanzig Kronen.", "Die Mühle kostete 24 Kronen.")]
    [InlineData("The mill cost 2.5 million crowns.", "The mill cost 2,500,000 crowns.")]
    [InlineData("The mill cost 2,5 Mio. crowns.", "The mill cost 2.5 million crowns.")]
    [InlineData("Die Mühle kostete 3,5 Milliarden.", "Die Mühle kostete 3.5 Mrd.")]
    [InlineData("The mill cost 12,34,567 rupees.", "The mill cost 1,234,567 rupees.")]
    [InlineData("The mill ground 48 bags.", "The mill ground ٤٨ bags.")]
    [InlineData("The mill ground ४८ bags.", "The mill ground 48 bags.")]
    [InlineData("The mill ground ４８ bags.", "The mill ground 48 bags.")]
    [InlineData("The mill ground half of the corn.", "The mill ground 1/2 of the corn.")]
    [InlineData("The mill ground two thirds of the corn.", "The mill ground 2/3 of the corn.")]
    [InlineData("Мост имеет длину 5 километров.", "Мост имеет длину 5 км.")]
    [InlineData("Мост открыт в 2010 году.", "Мост открыт в 2010 г.")]
    [InlineData("Мост открыт в мае 2010 года.", "Мост открыт в мае 2010.")]
    [InlineData("Мост открыт в 2010 году.", "Мост открыт 5 мая 2010.")]
    [InlineData("Груз весит 5 граммов.", "Груз весит 5 г.")]
    [InlineData("Груз весит 5 фунтов.", "Груз весит 5 lb.")]
    [InlineData("Путь длится 5 дней.", "Путь длится 5 суток.")]
    [InlineData("طول الجسر 5 كيلومترات.", "طول الجسر 5 كم.")]
    [InlineData("桥长5公里。", "桥长5千米。")]
    public void The_same_value_is_the_same(string claim, string passage) => Assert.NotNull(ClaimCheck.Quote(claim, passage));

    [Theory]
    [InlineData("The mill cost 2 crowns.", "The mill cost 2,000 crowns.")]
    [InlineData("The mill cost 1.2 crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill cost twelve crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("Die Mühle kostete zweiundvierzig Kronen.", "Die Mühle kostete 24 Kronen.")]
    [InlineData("The mill cost 2.5 billion crowns.", "The mill cost 2.5 million crowns.")]
    [InlineData("The mill ground 84 bags.", "The mill ground ٤٨ bags.")]
    [InlineData("The mill cost twelve thousand crowns.", "The mill cost 1,200 crowns.")]
    [InlineData("The mill ground a third of the corn.", "The mill ground 2/3 of the corn.")]
    [InlineData("Мост имеет длину 5 километров.", "Мост имеет длину 5 миль.")]
    [InlineData("Аренда длится 5 недель.", "Аренда длится 5 лет.")]
    [InlineData("طول الجسر 5 كيلومترات.", "طول الجسر 5 اميال.")]
    [InlineData("桥长5公里。", "桥长5英里。")]
    public void Another_value_is_another(string claim, string passage) => Assert.Null(ClaimCheck.Quote(claim, passage));
}
