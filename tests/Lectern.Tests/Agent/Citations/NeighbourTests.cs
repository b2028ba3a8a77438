using Lectern.Tests.Fakes;

namespace Lectern.Tests.Agent.Citations;

/// <summary>A figure and the name it belongs to come from the same sentence, row or item.</summary>
public sealed class NeighbourTests
{
    private const string Prose =
        "The Arno pump weighs 31 kg. The Brenta pump weighs 44 kg. It was built in 1987 and holds 600 litres.";

    private const string Table = """
        | Pump | Weight (kg) | Price in euros | Built |
        | --- | --- | --- | --- |
        | Arno | 31 | 740 | 1979 |
        | Brenta | 44 | 910 | 1987 |
        | Cesano | 58 | 1,250 | 1992 |
        """;

    private const string Csv = "Pump,Weight,Price\nArno,31,740\nBrenta,44,910\nCesano,58,1250";

    private const string List = "Weights of the pumps:\n\n- Arno: 31 kg\n- Brenta: 44 kg, of which 9 kg are oil\n- Cesano: 58 kg";

    private const string Log = "2024-03-01 10:02:11 pump=Arno pressure=3.1\n2024-03-01 10:02:12 pump=Brenta pressure=4.7";

    private const string Labels = "Name: Arno\nWeight: 31 kg\nPrice: 740 euros\nName: Brenta\nWeight: 44 kg\nPrice: 910 euros";

    private const string Headings = "# Arno\n\nThe pump weighs 31 kg.\n\n# Brenta\n\nThe pump weighs 44 kg.";

    [Theory]
    [InlineData("The Brenta pump weighs 44 kg.", Prose, "The Brenta pump weighs 44 kg.")]
    [InlineData("At 44 kg, the Brenta is the heavier pump.", "The Brenta pump weighs 44 kg. The Arno is the lighter pump.", null)]
    [InlineData("The Brenta was built in 1987.", Prose, "It was built in 1987 and holds 600 litres.")]
    [InlineData("The Brenta holds 600 litres.", Prose, "It was built in 1987 and holds 600 litres.")]
    [InlineData("The Brenta pump weighs 31 kg.", Prose, null)]
    [InlineData("The Arno pump was built in 1987.", Prose, null)]
    [InlineData(
        "The Arno pump weighs 31 kg, the Brenta 44 kg.", Prose,
        "The Arno pump weighs 31 kg. The Brenta pump weighs 44 kg.")]
    [InlineData("The Arno pump weighs 44 kg, the Brenta 31 kg.", Prose, null)]
    [InlineData("The Brenta costs 910 euros.", Table, "| Brenta | 44 | 910 | 1987 |")]
    [InlineData("The weight of the Brenta is 44 kg.", Table, "| Brenta | 44 | 910 | 1987 |")]
    [InlineData("The Brenta, built in 1987, costs 910 euros.", Table, "| Brenta | 44 | 910 | 1987 |")]
    [InlineData("The Cesano costs 1250 euros.", Table, "| Cesano | 58 | 1,250 | 1992 |")]
    [InlineData("The Brenta costs 740 euros.", Table, null)]
    [InlineData("The Brenta costs 44 euros.", Table, null)]
    [InlineData("The Brenta weighs 910 kg.", Table, null)]
    [InlineData("The Brenta, built in 1979, costs 910 euros.", Table, null)]
    [InlineData("The Brenta has a price of 910.", Csv, "Brenta,44,910")]
    [InlineData("The Brenta has a price of 740.", Csv, null)]
    [InlineData("The Brenta has a price of 44.", Csv, null)]
    [InlineData("The Brenta weighs 44 kg.", List, "Brenta: 44 kg, of which 9 kg are oil")]
    [InlineData("The Brenta weighs 31 kg.", List, null)]
    [InlineData("The Brenta weighs 58 kg.", List, null)]
    [InlineData("Pump Brenta had a pressure of 4.7.", Log, "2024-03-01 10:02:12 pump=Brenta pressure=4.7")]
    [InlineData("Pump Arno had a pressure of 4.7.", Log, null)]
    [InlineData("The price of the Brenta is 910 euros.", Labels, "Price: 910 euros")]
    [InlineData("The price of the Brenta is 740 euros.", Labels, null)]
    [InlineData("The price of the Arno is 910 euros.", Labels, null)]
    [InlineData("The Brenta pump weighs 44 kg.", Headings, "The pump weighs 44 kg.")]
    [InlineData("The Brenta pump weighs 31 kg.", Headings, null)]
    [InlineData("The Arno pump weighs 44 kg.", Headings, null)]
    public void What_proves_a_claim_is_one_statement_and_shows_no_neighbour(string claim, string passage, string? quote) =>
        Assert.Equal(quote, ClaimCheck.Quote(claim, passage));

    [Fact]
    public void A_tables_head_and_a_pronouns_subject_can_stand_before_the_passage()
    {
        const string head = "| Pump | Weight (kg) | Price in euros |\n| --- | --- | --- |\n| Arno | 31 | 740 |\n";
        Assert.Equal("| Brenta | 44 | 910 |", ClaimCheck.Quote("The Brenta costs 910 euros.", "| Brenta | 44 | 910 |", head));
        Assert.Null(ClaimCheck.Quote("The Brenta weighs 910 kg.", "| Brenta | 44 | 910 |", head));
        Assert.Equal("It weighs 44 kg.", ClaimCheck.Quote("The Brenta weighs 44 kg.", "It weighs 44 kg.", "The Brenta is new. "));
        Assert.Null(ClaimCheck.Quote("The Arno weighs 44 kg.", "It weighs 44 kg.", "The Arno is old. The Brenta is new. "));
        Assert.Null(ClaimCheck.Quote("The Arno weighs 44 kg.", "The pump weighs 44 kg.", "# Arno\n\nText.\n\n# Brenta\n\n"));
    }

    [Theory]
    [InlineData("## Brenta\n\nThe pump weighs 44 kg.", true)]
    [InlineData("## Arno\n\nThe pump weighs 44 kg.", false)]
    [InlineData("Brenta:\n- weighs 44 kg", true)]
    [InlineData("Arno:\n- weighs 44 kg", false)]
    [InlineData("- Brenta\n  - weighs 44 kg", true)]
    [InlineData("- Arno\n  - weighs 44 kg", false)]
    [InlineData("The Brenta is a pump. It weighs 44 kg.", true)]
    [InlineData("The Arno is a pump. It weighs 44 kg.", false)]
    [InlineData("| Pump | Weight |\n| --- | --- |\n| Brenta | 44 kg", true)]
    [InlineData("| Pump | Weight |\n| --- | --- |\n| Arno | 44 kg", false)]
    [InlineData("| Pump | Weight | Price |\n| --- | --- | --- |\n| Brenta | 44 kg | 44 euros", false)]
    public void An_answers_own_heading_list_table_and_pronoun_are_part_of_what_it_says(string answer, bool isProved) =>
        Assert.Equal(isProved, ClaimCheck.Quote(answer, Prose) is not null);

    [Theory]
    [InlineData("prose.txt", "The Borea costs 740 euros.", true)]
    [InlineData("prose.txt", "The Calima costs 910 euros.", true)]
    [InlineData("prose.txt", "The Calima costs 740 euros.", false)]
    [InlineData("prose.txt", "The Tornado costs 740 euros.", false)]
    [InlineData("prices.csv", "The Calima pump costs 910.", true)]
    [InlineData("prices.csv", "The Calima pump costs 740.", false)]
    [InlineData("prices.csv", "The Calima pump costs 44.", false)]
    public void The_shared_case_of_a_neighbours_value_is_told(string file, string claim, bool isProved) => Assert.Equal(
        isProved,
        ClaimCheck.Quote(claim, File.ReadAllText(SharedFiles.Need($"cases/answers/citation-neighbour-swap/{file}"))) is not null);
}
