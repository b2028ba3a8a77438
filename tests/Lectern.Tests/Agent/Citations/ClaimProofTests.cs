using Lectern.Server.Agent.Citations;
using Lectern.Server.Agent.Citations.Reading;

namespace Lectern.Tests.Agent.Citations;

public sealed class ClaimProofTests
{
    [Theory]
    [InlineData("It says \"the exam-ple works\".", "We know that the example works well.", "the example works")]
    [InlineData("It says \"the example works\".", "We know that the exam-\n   ple works well.", "the exam-\n   ple works")]
    [InlineData("It says \"a well-known fact\".", "That is a well-\nknown fact.", "a well-\nknown fact")]
    [InlineData("It says “Efficient Office”.", "An eﬃcient\u00a0oﬃce is rare.", "eﬃcient\u00a0oﬃce")]
    [InlineData("It says \"don't stop\".", "Please don’t   stop here.", "don’t   stop")]
    [InlineData("It says \"the 𝒙 pump,\" and so on.", "Use the 𝒙 pump now.", "the 𝒙 pump")]
    [InlineData("It says \"soft ware\".", "soft ware, soft\u00adware", "soft ware")]
    [InlineData("It says \"software\".", "All soft\u00adware fails.", "soft\u00adware")]
    [InlineData("It says \"Use the … now\".", "Use the big pump now.", "Use the big pump now")]
    [InlineData("It says \"cafe\u0301 noir\".", "Un café noir.", "café noir")]
    [InlineData("Er sagt „die Pumpe läuft“.", "Hier: die Pumpe läuft immer.", "die Pumpe läuft")]
    [InlineData("It says \"**bold** words\".", "Some bold words here.", "bold words")]
    public void A_quotation_is_found_however_it_is_set(string claim, string passage, string quote) =>
        Assert.Equal(quote, Find(claim, passage));

    [Theory]
    [InlineData("It says \"cat\".", "We concatenate.")]
    [InlineData("It says \"the pump runs\" and \"it never stops\".", "The pump runs and stops.")]
    [InlineData("In 1999 it said \"the pump runs\".", "The pump runs. That was in 1998.")]
    [InlineData("Bob said \"the pump runs\".", "Alice said: the pump runs.")]
    [InlineData("Bob was born in 1970.", "Alice was born in 1970.")]
    [InlineData("The Nile is 6,650 km long.", "The Amazon is 6,650 km long.")]
    [InlineData("It costs 1,500 EUR.", "It costs 1,600 EUR.")]
    [InlineData("It costs 1.5 million.", "It costs 1.5 billion.")]
    [InlineData("It took three years.", "It took two years.")]
    [InlineData("It weighs 5 kg.", "It weighs 5 g.")]
    [InlineData("Most pumps in Kenyatta are red.", "Most pumps in Kenya are red.")]
    [InlineData("The pump of the Work is red.", "The pump of the Huguenots is red.")]
    [InlineData("Greenland signed the International in 1985.", "Greenland signed an internal paper in 1985.")]
    [InlineData("", "Anything.")]
    [InlineData("The the of and.", "The the of and then.")]
    public void What_does_not_stand_there_supports_nothing(string claim, string passage) => Assert.Null(Find(claim, passage));

    [Theory]
    [InlineData("It costs 1500 euros.", "It costs € 1,500.")]
    [InlineData("It costs 1.5 million euros.", "It costs 1,500,000 euros.")]
    [InlineData("It took twenty-one days.", "It took 21 days.")]
    [InlineData("The third pump is red.", "The 3rd pump is red.")]
    [InlineData("Germany's pumps are red.", "The pumps of Germany are red.")]
    public void The_same_number_or_name_can_be_written_in_several_ways(string claim, string passage) =>
        Assert.NotNull(Find(claim, passage));

    [Fact]
    public void A_copy_of_two_sentences_is_quoted_whole_where_the_first_says_what_the_second_speaks_of() => Assert.Equal(
        "The Halden bridge was opened in 1931 by the council. It was renamed \"Kingsway Crossing\" in 1954.",
        Find(
            "The Halden bridge was opened in 1931 by the council. It was renamed \"Kingsway Crossing\" in 1954.",
            "The town lies in Norway. The Halden bridge was opened in 1931 by the council. It was renamed \"Kingsway "
            + "Crossing\" in 1954. It is busy."));

    [Fact]
    public void The_sentences_that_share_most_with_a_claim_are_quoted() => Assert.Equal(
        "The dome opens at sunset.",
        Find("At sunset, the dome is opened.", "The observatory is old. The dome opens at sunset. Tickets cost five euros."));

    [Fact]
    public void Several_sentences_said_word_for_word_are_all_quoted() => Assert.Equal(
        "The dome opens at sunset. Tickets cost five euros.",
        Find("> The dome opens at sunset. Tickets cost five euros.",
            "It is old. The dome opens at sunset. Tickets cost five euros. Bye."));

    [Fact]
    public void A_claim_is_the_sentence_before_the_mark_and_not_what_has_its_proof()
    {
        const string first = "The X200 weighs 5 kg";
        var claim = Claim.Before(first + " and costs 300 euros", first.Length);
        Assert.Equal("and costs 300 euros", claim!.Text);
        Assert.Equal("Two is red.", Claim.Before("One is blue. Two is red.", 0)!.Text);
        Assert.Equal("Price: 5", Claim.Before("Intro.\n- Price: 5", 0)!.Text);
        Assert.Null(Claim.Before(" \n", 0));
    }

    private static string? Find(string claim, string passage) =>
        Claim.Before(claim, 0) is { } before
            && ClaimProof.Judge(before, new PassageText(passage), _ => false) is ClaimVerdict.Proved span
            ? passage[span.Start..span.End]
            : null;
}
