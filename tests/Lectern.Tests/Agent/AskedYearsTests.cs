using Lectern.Server.Agent.Models.Extractive;

namespace Lectern.Tests.Agent;

/// <summary>A year is told from a quantity by what stands beside it.</summary>
public sealed class AskedYearsTests
{
    [Theory]
    [InlineData("What happened in 1893?", "1893")]
    [InlineData("What did visitors see in 1893 in the harbour?", "1893")]
    [InlineData("Which fees held from 2019 to 2021 here?", "2019 2021")]
    [InlineData("Who ruled between 1914 and 1918 at sea?", "1914 1918")]
    [InlineData("What was signed on 5 May 2019 by Orsina?", "2019")]
    [InlineData("What was signed on May 5, 2019 by Orsina?", "2019")]
    [InlineData("What was signed on 05.03.2019 by Orsina?", "2019")]
    [InlineData("What was signed on 2019-03-05 by Orsina?", "2019")]
    [InlineData("Fees 2021", "2021")]
    [InlineData("Was kostete ein Liegeplatz im Jahr 2021 in Selm?", "2021")]
    [InlineData("Was kostete 2021 ein Liegeplatz?", "")]
    [InlineData("¿Cuánto costaba en 2021 un amarre?", "2021")]
    [InlineData("Сколько стоило место в 2021 году в порту?", "2021")]
    [InlineData("كم كان السعر في عام 2021 هنا؟", "2021")]
    [InlineData("2021年停泊费是多少？", "2021")]
    [InlineData("ในปี 2021 ราคาเท่าไร", "2021")]
    [InlineData("Does it hold 2000 litres?", "")]
    [InlineData("How heavy is a tank of 2000 litres?", "")]
    [InlineData("How warm is it in 2000 metres?", "")]
    [InlineData("Was wiegt ein Tank von 2000 Litern?", "")]
    [InlineData("Does it hold from 1000 to 2000 litres?", "")]
    [InlineData("Was this built for a 1500-watt heater?", "")]
    [InlineData("What are the walls of 2000-litre tanks made of?", "")]
    [InlineData("Was wiegt ein Tank von 2000\u00A0Litern?", "")]
    [InlineData("How warm is it in 2000\u00A0metres?", "")]
    [InlineData("Wie laut ist es in 1500-Meter-Tiefe?", "")]
    [InlineData("How warm is it between 1000 and 2000 metres?", "")]
    [InlineData("Who plays in front of 2000-seat stands?", "")]
    [InlineData("How warm is it in 1000–2000 metres?", "")]
    [InlineData("How warm is it in 1000 – 2000 metres?", "")]
    [InlineData("Von 1000 bis zu 2000 Litern?", "")]
    [InlineData("Que voit-on en 2000 mètres de profondeur ?", "")]
    [InlineData("Who ruled in 1893, metres above all?", "1893")]
    [InlineData("Who ruled in 1914–1918 at sea?", "1914")]
    [InlineData("Which fees held from 2019 to 2021?", "2019 2021")]
    [InlineData("Who lived in 1893-built houses?", "1893")]
    [InlineData("Who ruled from 1914 to", "1914")]
    [InlineData("Who got 2,000 crowns in total?", "")]
    [InlineData("Is it more than 2,000?", "")]
    [InlineData("Is it 12,1999 or 2.000?", "")]
    [InlineData("Who sells the X2000 pump?", "")]
    [InlineData("What was built in the 1990s?", "")]
    [InlineData("What stands on page 2300?", "")]
    public void Years_are_those_that_a_question_speaks_of(string question, string years) =>
        Assert.Equal(years, string.Join(' ', AskedYears.In(question)));
}
