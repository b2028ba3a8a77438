namespace Lectern.Tests.Agent.Citations;

/// <summary>Each thing that a sentence ties to another stays tied in a claim.</summary>
public sealed class BindingTests
{
    private const string Boats = "The Marta carries 48 guests and the Ione 63. Both belong to the harbour of Selm.";

    private const string Rent =
        "The rent rose from 410 crowns in 2019 to 455 crowns in 2021, while the fee for water fell by 12 percent.";

    [Theory]
    [InlineData("The Marta carries 48 guests.", true)]
    [InlineData("The Ione carries 63 guests.", true)]
    [InlineData("Guests on the Marta number 48, those on the Ione 63.", true)]
    [InlineData("The Marta carries 63 guests.", false)]
    [InlineData("The Marta carries 48 guests and the Ione 36.", false)]
    [InlineData("The Marta carries 63 guests and the Ione 48.", false)]
    public void Of_two_figures_in_a_sentence_each_has_its_own_subject(string claim, bool isProved) =>
        Check(claim, Boats, isProved);

    [Theory]
    [InlineData("In 2021 the rent was 455 crowns.", true)]
    [InlineData("The rent went up from 410 to 455 crowns.", true)]
    [InlineData("The fee for water decreased by 12 percent.", true)]
    [InlineData("The rent fell from 410 crowns in 2019 to 455 crowns in 2021.", false)]
    [InlineData("The fee for water rose by 12 percent.", false)]
    [InlineData("The rent rose by 12 percent.", false)]
    [InlineData("The rent rose from 455 to 410 crowns.", false)]
    [InlineData("In 2019 the rent was 455 crowns.", false)]
    public void What_rose_did_not_fall_and_from_is_not_to(string claim, bool isProved) => Check(claim, Rent, isProved);

    [Theory]
    [InlineData("Guests have to be at least 12 years old.", "Guests must be at least 12 years old.", true)]
    [InlineData("Guests must be 12 years or older.", "Guests must be at least 12 years old.", true)]
    [InlineData("Guests must be at most 12 years old.", "Guests must be at least 12 years old.", false)]
    [InlineData("A stay of more than 12 nights is refused.", "A stay of up to 12 nights is refused.", false)]
    [InlineData("No more than 40 people may enter.", "Up to 40 people may enter.", true)]
    [InlineData("At least 40 people may enter.", "Up to 40 people may enter.", false)]
    public void At_least_is_not_at_most(string claim, string passage, bool isProved) => Check(claim, passage, isProved);

    [Theory]
    [InlineData("The quay is not lit at night.", "The quay is not lit at night.", true)]
    [InlineData("The quay isn't lit at night.", "The quay is not lit at night.", true)]
    [InlineData("The quay is lit at night.", "The quay is not lit at night.", false)]
    [InlineData("The quay is not lit at night.", "The quay is lit at night.", false)]
    [InlineData("Breakfast is not included.", "The price excludes breakfast.", true)]
    [InlineData("The price includes breakfast.", "The price excludes breakfast.", false)]
    [InlineData("Dogs are allowed, cats are not.", "Dogs are allowed but cats are not.", true)]
    [InlineData("Cats are allowed.", "Dogs are allowed but cats are not.", false)]
    [InlineData("Die Mole ist beleuchtet.", "Die Mole ist nicht beleuchtet.", false)]
    public void A_denial_is_neither_left_out_nor_put_in(string claim, string passage, bool isProved) =>
        Check(claim, passage, isProved);

    [Theory]
    [InlineData("The mast weighs 31 tonnes.", "The mast weighs 31 t.", true)]
    [InlineData("The mast weighs 31 kg.", "The mast weighs 31 tonnes.", false)]
    [InlineData("The mast is 31 feet high.", "The mast is 31 metres high.", false)]
    [InlineData("The fee is $31.", "The fee is €31.", false)]
    [InlineData("The fee is 31 euros.", "The fee is €31.", true)]
    [InlineData("The pump moves 31 m³ per hour.", "The pump moves 31 litres per hour.", false)]
    [InlineData("It takes 31 hours.", "It takes 31 minutes.", false)]
    public void A_unit_is_that_of_the_figure(string claim, string passage, bool isProved) => Check(claim, passage, isProved);

    [Theory]
    [InlineData("The office opened on 4 March 2021.", "The office opened on March 4, 2021.", true)]
    [InlineData("The office opened on 2021-03-04.", "The office opened on 4 March 2021.", true)]
    [InlineData("Das Amt öffnete am 4. März 2021.", "Das Amt öffnete am 04.03.2021.", true)]
    [InlineData("The office opened in March 2021.", "The office opened on 4 March 2021.", true)]
    [InlineData("The office opened on 4 May 2021.", "The office opened on 4 March 2021.", false)]
    [InlineData("The office opened on 4 March 2012.", "The office opened on 4 March 2021.", false)]
    [InlineData("The office opened on 14 March 2021.", "The office opened on 4 March 2021.", false)]
    [InlineData("The office closed in 2021.", "The office opened in 2021 and closed in 2023.", false)]
    [InlineData("The office opened at 8:30.", "The office opened at 9:30.", false)]
    public void A_date_is_bound_as_a_whole(string claim, string passage, bool isProved) => Check(claim, passage, isProved);

    [Theory]
    [InlineData("All berths have a tap.", "All berths have a tap.", true)]
    [InlineData("Every berth has a tap.", "All berths have a tap.", true)]
    [InlineData("All berths have a tap.", "Some berths have a tap.", false)]
    [InlineData("Berths have a tap.", "Some berths have a tap.", false)]
    [InlineData("Only berths have a tap.", "All berths have a tap.", false)]
    [InlineData("Most berths have a tap.", "Few berths have a tap.", false)]
    public void All_is_not_some_and_nothing_adds_only(string claim, string passage, bool isProved) =>
        Check(claim, passage, isProved);

    [Theory]
    [InlineData("The north mole is longer than the south mole.", "The north mole is longer than the south mole.", true)]
    [InlineData("The south mole is shorter than the north mole.", "The north mole is longer than the south mole.", true)]
    [InlineData("The south mole is longer than the north mole.", "The north mole is longer than the south mole.", false)]
    [InlineData("The north mole is shorter than the south mole.", "The north mole is longer than the south mole.", false)]
    public void A_comparison_keeps_its_sides(string claim, string passage, bool isProved) => Check(claim, passage, isProved);

    [Theory]
    [InlineData("Orsina founded the yard of Pellegrin.", "Orsina founded the yard of Pellegrin.", true)]
    [InlineData("Morrow taught Lindqvist.", "Lindqvist was taught by Morrow.", true)]
    [InlineData("Lindqvist taught Morrow.", "Lindqvist was taught by Morrow.", false)]
    [InlineData("Selm bought the ferry from Tarn.", "Tarn sold the ferry to Selm.", true)]
    [InlineData("Tarn bought the ferry from Selm.", "Tarn sold the ferry to Selm.", false)]
    [InlineData("Morrow admired Lindqvist.", "Lindqvist admired Morrow.", false)]
    public void Who_did_it_is_not_to_whom_it_was_done(string claim, string passage, bool isProved) =>
        Check(claim, passage, isProved);

    [Theory]
    [InlineData("Visitors may leave a deposit.", "Visitors must leave a deposit.", false)]
    [InlineData("Visitors must leave a deposit.", "Visitors may leave a deposit.", false)]
    [InlineData("Visitors have to leave a deposit.", "Visitors must leave a deposit.", true)]
    public void What_may_be_is_not_what_must_be(string claim, string passage, bool isProved) => Check(claim, passage, isProved);

    [Theory]
    [InlineData("Vinylon is produced in Tarn, Solvatex in Selm.", true)]
    [InlineData("Solvatex is produced in Selm.", true)]
    [InlineData("Vinylon is produced in Selm.", false)]
    [InlineData("Solvatex is produced in Tarn.", false)]
    public void A_name_stays_where_its_subject_is(string claim, bool isProved) =>
        Check(claim, "Vinylon is produced in Tarn, whereas Solvatex is produced in Selm.", isProved);

    private static void Check(string claim, string passage, bool isProved) =>
        Assert.Equal(isProved ? "proved" : "not proved", ClaimCheck.Quote(claim, passage) is null ? "not proved" : "proved");
}
